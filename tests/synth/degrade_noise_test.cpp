#include "synth/degrade_noise.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

constexpr int kSide = 1200;  // 4.3 million samples

Image flat(int value, int width = kSide, int height = kSide) {
  return Image(cv::Mat(height, width, CV_8UC3, cv::Scalar::all(value)));
}

/// How often each value from 0 to 255 occurs.
std::array<std::int64_t, 256> counts(const cv::Mat& pixels) {
  std::array<std::int64_t, 256> counts{};
  for (int y = 0; y < pixels.rows; ++y) {
    const std::uint8_t* const row = pixels.ptr(y);
    for (int i = 0; i < pixels.cols * 3; ++i) ++counts[row[i]];
  }
  return counts;
}

double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

class NoiseOfDeviation : public testing::TestWithParam<double> {};

TEST_P(NoiseOfDeviation, IsNormalByKolmogorovAndSmirnov) {
  const double sigma = GetParam();
  const auto counted = counts(with_noise(flat(128), sigma, Random(11)).pixels());
  const double samples = 3.0 * kSide * kSide;
  double share = 0;
  double farthest = 0;
  for (int value = 0; value < 255; ++value) {
    share += static_cast<double>(counted[static_cast<std::size_t>(value)]) / samples;
    farthest = std::max(farthest, std::abs(share - normal_below((value + 0.5 - 128) / sigma)));
  }
  // Dvoretzky, Kiefer and Wolfowitz: farther than this by chance once in a million.
  EXPECT_LT(farthest, std::sqrt(std::log(2e6) / (2 * samples)));
}

TEST_P(NoiseOfDeviation, HasEveryValueAsOftenAsItShould) {
  const double sigma = GetParam();
  const auto counted = counts(with_noise(flat(128), sigma, Random(12)).pixels());
  const double samples = 3.0 * kSide * kSide;
  double chi_square = 0;
  int cells = 0;
  for (int value = 1; value < 255; ++value) {
    const double probability =
        normal_below((value + 0.5 - 128) / sigma) - normal_below((value - 0.5 - 128) / sigma);
    const double expected = probability * samples;
    if (expected < 10) continue;
    const double off = static_cast<double>(counted[static_cast<std::size_t>(value)]) - expected;
    chi_square += off * off / expected;
    ++cells;
  }
  // Mean `cells`, deviation sqrt(2 cells): five deviations.
  EXPECT_LT(chi_square, cells + 5 * std::sqrt(2.0 * cells) + 5) << cells << " values";
}

TEST_P(NoiseOfDeviation, ClipsAtBlackAndWhite) {
  const double sigma = GetParam();
  const double samples = 3.0 * kSide * kSide;
  const auto white = counts(with_noise(flat(255), sigma, Random(13)).pixels());
  const auto black = counts(with_noise(flat(0), sigma, Random(14)).pixels());
  const double expected = normal_below(0.5 / sigma);
  const double deviation = std::sqrt(expected * (1 - expected) / samples);
  EXPECT_NEAR(static_cast<double>(white[255]) / samples, expected, 5 * deviation);
  EXPECT_NEAR(static_cast<double>(black[0]) / samples, expected, 5 * deviation);
}

INSTANTIATE_TEST_SUITE_P(Noise, NoiseOfDeviation, testing::Values(0.4, 1.0, 5.0, 25.5, 100.0));

TEST(WithNoise, HasTheMomentsOfRoundedNormalNoise) {
  const cv::Mat noisy = with_noise(flat(128), 10, Random(1)).pixels();
  const double samples = 3.0 * kSide * kSide;
  std::array<double, 5> moments{};
  const auto counted = counts(noisy);
  for (int value = 0; value < 256; ++value) {
    const double share = static_cast<double>(counted[static_cast<std::size_t>(value)]) / samples;
    for (std::size_t n = 1; n <= 4; ++n) {
      moments[n] += share * std::pow(value - 128, static_cast<double>(n));
    }
  }
  // Rounding adds 1/12 to the variance (Sheppard). Five standard errors each.
  const double variance = 100 + 1.0 / 12;
  EXPECT_NEAR(moments[1], 0, 5 * std::sqrt(variance / samples));
  EXPECT_NEAR(moments[2], variance, 5 * variance * std::sqrt(2 / samples));
  EXPECT_NEAR(moments[3], 0, 5 * std::sqrt(15 * variance * variance * variance / samples));
  EXPECT_NEAR(moments[4] / (moments[2] * moments[2]), 3, 0.02 + 5 * std::sqrt(24 / samples));
}

TEST(WithNoise, IsOfEachSampleAlone) {
  const cv::Mat noisy = with_noise(flat(128), 10, Random(2)).pixels();
  cv::Mat noise;
  noisy.convertTo(noise, CV_32F, 1, -128);
  const cv::Mat samples = noise.reshape(1);
  const auto correlation = [](const cv::Mat& one, const cv::Mat& other) {
    return one.dot(other) / static_cast<double>(one.total()) / 100;
  };
  // Of neighbours in channel, column, row, and of samples from one and from two draws.
  const double limit = 5 / std::sqrt(3.0 * kSide * kSide);
  for (const int apart : {1, 2, 3, 6}) {
    EXPECT_NEAR(correlation(samples.colRange(0, samples.cols - apart).clone(),
                            samples.colRange(apart, samples.cols).clone()),
                0, limit)
        << apart;
  }
  EXPECT_NEAR(correlation(samples.rowRange(0, kSide - 1), samples.rowRange(1, kSide)), 0, limit);
}

TEST(WithNoise, OfARowDependsOnItsPlaceOnly) {
  const cv::Mat tall = with_noise(flat(128, 31, 40), 10, Random(3)).pixels();
  const cv::Mat low = with_noise(flat(128, 31, 7), 10, Random(3)).pixels();
  EXPECT_EQ(cv::norm(tall.rowRange(0, 7), low, cv::NORM_INF), 0);
}

TEST(WithNoise, IsTheSameForever) {
  // Stored rows rest on it.
  const cv::Mat noisy =
      with_noise(flat(128, 3, 2), 10, Random(0).part("test/cat").part(1)).pixels();
  const std::vector<std::uint8_t> first(noisy.ptr(0), noisy.ptr(0) + 9);
  const std::vector<std::uint8_t> second(noisy.ptr(1), noisy.ptr(1) + 9);
  EXPECT_EQ(first, (std::vector<std::uint8_t>{131, 118, 127, 125, 133, 143, 119, 143, 135}));
  EXPECT_EQ(second, (std::vector<std::uint8_t>{127, 137, 120, 129, 113, 117, 129, 129, 108}));
}

}  // namespace
}  // namespace mbench
