#include "synth/stream/random_trimap.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/image.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Mat ellipse(int size_px) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size_px, size_px});
}

TEST(RandomTrimap, ErodesForegroundAndBackgroundEachByItsOwnEllipse) {
  const cv::Mat alpha = disc_alpha(90, 70).pixels();
  for (const auto& [foreground, background] : {std::pair{1, 1}, {2, 9}, {13, 4}, {29, 28}}) {
    cv::Mat opaque;
    cv::Mat clear;
    cv::erode(alpha == 255, opaque, ellipse(foreground));
    cv::erode(alpha == 0, clear, ellipse(background));
    cv::Mat expected(alpha.size(), CV_8UC1, cv::Scalar(128));
    expected.setTo(255, opaque);
    expected.setTo(0, clear);
    const cv::Mat made = random_trimap(alpha, {foreground, background});
    EXPECT_EQ(cv::countNonZero(made != expected), 0) << foreground << ' ' << background;
  }
}

TEST(RandomTrimap, FloatsWithinAHundredThousandthAreKnown) {
  const cv::Mat alpha = (cv::Mat_<float>(1, 6) << 0.0F, 9e-6F, 2e-5F, 0.99998F, 0.999995F, 1.07F);
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 6) << 0, 0, 128, 128, 255, 255);
  EXPECT_EQ(cv::countNonZero(random_trimap(alpha, {1, 1}) != expected), 0);
}

TEST(RandomTrimap, DrawsEveryKernelOfTheRangeAboutEquallyOften) {
  RandomTrimapStep step;
  Random random(1);
  std::array<int, 31> counts = {};
  for (int i = 0; i < 2900; ++i) {
    const TrimapKernels kernels = draw_trimap_kernels(step, {9000, 9000}, random);
    ASSERT_GE(kernels.foreground_px, 1);
    ASSERT_LE(kernels.foreground_px, 29);
    ASSERT_GE(kernels.background_px, 1);
    ASSERT_LE(kernels.background_px, 29);
    ++counts[static_cast<std::size_t>(kernels.foreground_px)];
  }
  for (std::size_t px = 1; px <= 29; ++px) EXPECT_NEAR(counts[px], 100, 5 * 9.9) << px;
}

TEST(RandomTrimap, GrowsWithThePicturesShorterSide) {
  RandomTrimapStep step;
  step.grows_with_picture = true;
  const auto largest = [&](cv::Size size) {
    Random random(2);
    int most = 0;
    for (int i = 0; i < 3000; ++i) {
      most = std::max(most, draw_trimap_kernels(step, size, random).foreground_px);
    }
    return most;
  };
  EXPECT_EQ(largest({2048, 5000}), 29);
  EXPECT_EQ(largest({5000, 4096}), 59);
  EXPECT_EQ(largest({20000, 20000}), 99);
}

TEST(RandomTrimap, RareKernelsAreRare) {
  RandomTrimapStep step;
  step.usual = {1, 29};
  step.rare = {30, 39};
  step.rare_probability = 0.01;
  Random random(3);
  int rare = 0;
  for (int i = 0; i < 5000; ++i) {
    rare += draw_trimap_kernels(step, {10, 10}, random).background_px > 29 ? 1 : 0;
  }
  EXPECT_NEAR(rare, 50, 5 * 7.1);
}

TEST(RandomTrimap, LaterFractionsBecomeUnknownAndNothingElse) {
  cv::Mat trimap = (cv::Mat_<std::uint8_t>(1, 5) << 0, 0, 255, 255, 128);
  cover_fractions((cv::Mat_<float>(1, 5) << 0.0F, 0.2F, 1.0F, 0.9F, 1.0F), trimap);
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 5) << 0, 128, 255, 128, 128);
  EXPECT_EQ(cv::countNonZero(trimap != expected), 0);
}

}  // namespace
}  // namespace mbench
