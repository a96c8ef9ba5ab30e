// What every convention's figures obey.

#include "metrics/score_card.h"
#include "tests/metrics/every_convention.h"
#include "tests/metrics/odd_pictures.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include <cmath>

namespace mbench {
namespace {

class EveryConvention : public testing::TestWithParam<std::string> {
 protected:
  /// mmagic refuses a prediction that leaves the trimap, so all are forced to it.
  static ScoreCard scored(const cv::Mat& p, const cv::Mat& g, const cv::Mat& trimap) {
    ScoreOptions options;
    options.keep_known = true;
    const Trimap known(trimap);
    return score(GetParam(), Alpha(p), Alpha(g), &known, options);
  }
};

/// Its last terms ask for a flat prediction, whatever the truth.
bool vanishes(const std::string& metric) { return metric != "gradient_penalty"; }

/// The pyramid keeps every second pixel, the first one.
bool has_no_direction(const std::string& metric) { return metric != "laplacian"; }

void expect_same(const ScoreCard& a, const ScoreCard& b, double tolerance) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!has_no_direction(a[i].name)) continue;
    ASSERT_EQ(a[i].value.has_value(), b[i].value.has_value()) << a[i].name;
    if (!a[i].value) continue;
    ASSERT_NEAR(*a[i].value, *b[i].value, tolerance * std::abs(*a[i].value) + 1e-13) << a[i].name;
  }
}

cv::Mat flipped(const cv::Mat& picture, int axis) {
  cv::Mat result;
  cv::flip(picture, result, axis);
  return result;
}

/// Losses are sums of 32-bit floats, which differ with their order.
constexpr double kTolerance = 1e-6;

/// A smooth blob off the middle and no two equal components: ties would break mirroring.
cv::Mat blob(cv::Size size) {
  cv::Mat picture(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double distance = std::hypot(x - 0.4 * size.width, y - 0.55 * size.height);
      picture.at<std::uint8_t>(y, x) =
          static_cast<std::uint8_t>(std::clamp(300 - 9 * distance, 0.0, 255.0));
    }
  }
  return picture;
}

cv::Mat soft_band_of(const cv::Mat& truth) {
  cv::Mat trimap = truth.clone();
  trimap.setTo(cv::Scalar(128), (truth > 10) & (truth < 245));
  trimap.setTo(cv::Scalar(0), truth <= 10);
  trimap.setTo(cv::Scalar(255), truth >= 245);
  return trimap;
}

TEST_P(EveryConvention, GivesZeroForEqualAlphas) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const OddPictures pictures = odd_pictures(seed, 70);
    cv::Mat truth = pictures.truth;
    truth.setTo(cv::Scalar(0), pictures.trimap == 0);
    truth.setTo(cv::Scalar(255), pictures.trimap == 255);
    for (const MetricValue& figure : scored(truth, truth, pictures.trimap)) {
      if (vanishes(figure.name) && figure.value) {
        EXPECT_EQ(*figure.value, 0) << figure.name;
      }
    }
  }
}

TEST_P(EveryConvention, IsNeverNegative) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const OddPictures pictures = odd_pictures(seed, 70);
    for (const MetricValue& figure : scored(pictures.predicted, pictures.truth, pictures.trimap)) {
      if (figure.value) {
        EXPECT_GE(*figure.value, 0) << figure.name;
        EXPECT_TRUE(std::isfinite(*figure.value)) << figure.name;
      }
    }
  }
}

TEST_P(EveryConvention, IsTheSameForMirroredPictures) {
  const cv::Mat truth = blob({83, 71});
  cv::Mat predicted = truth.clone();
  cv::Mat(predicted, cv::Rect(20, 30, 30, 20)) *= 0.8;
  const cv::Mat trimap = soft_band_of(truth);
  const ScoreCard upright = scored(predicted, truth, trimap);
  for (const int axis : {-1, 0, 1}) {
    SCOPED_TRACE(axis);
    expect_same(upright,
                scored(flipped(predicted, axis), flipped(truth, axis), flipped(trimap, axis)),
                kTolerance);
  }
  expect_same(upright, scored(predicted.t(), truth.t(), trimap.t()), kTolerance);
}

/// Differences grow with a growing error. Grad and Conn do not in general, but here they do.
TEST_P(EveryConvention, GrowsWithTheError) {
  const cv::Mat truth = blob({96, 80});
  const cv::Mat trimap = soft_band_of(truth);
  ScoreCard before = scored(truth, truth, trimap);
  for (const double kept : {0.9, 0.75, 0.6, 0.45, 0.3}) {
    SCOPED_TRACE(kept);
    cv::Mat predicted = truth.clone();
    cv::Mat(predicted, cv::Rect(0, 0, 96, 44)) *= kept;
    const ScoreCard now = scored(predicted, truth, trimap);
    for (std::size_t i = 0; i < now.size(); ++i) {
      const std::string& name = now[i].name;
      if (!now[i].value || name == "gradient_penalty") continue;
      const bool of_known_parts =
          name == "sad_fg" || name == "sad_bg" || name == "l1_known";  // forced, so constant
      if (of_known_parts) {
        EXPECT_GE(*now[i].value, *before[i].value) << name;
      } else {
        EXPECT_GT(*now[i].value, *before[i].value) << name;
      }
    }
    before = now;
  }
}

TEST_P(EveryConvention, DoesNotDependOnThreads) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const OddPictures pictures = odd_pictures(seed, 130);
    const Trimap known(pictures.trimap);
    ScoreOptions options;
    options.keep_known = true;
    const ScoreCard one =
        score(GetParam(), Alpha(pictures.predicted), Alpha(pictures.truth), &known, options);
    options.threads = 3;
    const ScoreCard three =
        score(GetParam(), Alpha(pictures.predicted), Alpha(pictures.truth), &known, options);
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].value, three[i].value);
  }
}

INSTANTIATE_TEST_SUITE_P(Conventions, EveryConvention, testing::ValuesIn(convention_names()),
                         test_name);

}  // namespace
}  // namespace mbench
