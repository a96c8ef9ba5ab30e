#include "metrics/byte_errors.h"

#include "benchmarks/metrics/oracle/straightforward.h"
#include "tests/metrics/odd_pictures.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <limits>
#include <vector>

namespace mbench {
namespace {

cv::Mat mask_of(RegionKind kind, const OddPictures& pictures) {
  switch (kind) {
    case RegionKind::unknown:
      return oracle::where(pictures.trimap, 128);
    case RegionKind::foreground:
      return oracle::where(pictures.trimap, 255);
    case RegionKind::background:
      return oracle::where(pictures.trimap, 0);
    case RegionKind::detail:
      return pictures.trimap > 0;
    case RegionKind::either:
      return (pictures.predicted > 0) | (pictures.truth > 0);
    case RegionKind::whole:
      break;
  }
  return cv::Mat(pictures.truth.size(), CV_8UC1, cv::Scalar(255));
}

/// One of all combinations of rules.
ByteErrorRules rules_number(std::uint32_t number) {
  ByteErrorRules rules;
  rules.region = static_cast<RegionKind>(number % 6);
  rules.filter = number / 6 % 2 == 0 ? GradientFilter::unit_norm_9 : GradientFilter::unit_sum_13;
  rules.stretch = number / 12 % 2 == 0;
  rules.sixth_threshold = number / 24 % 2 == 0 ? 153 : 154;
  rules.connection.ties_by_column = number / 48 % 2 == 0;
  rules.connection.skip_empty = number / 96 % 2 == 0;
  rules.connection.background_competes = number / 192 % 3 == 0;
  return rules;
}

void expect_same_as_plain(const OddPictures& pictures, const ByteErrorRules& rules, int threads) {
  const ByteErrors got =
      byte_errors(pictures.predicted, pictures.truth, &pictures.trimap, rules, threads);
  const cv::Mat mask = mask_of(rules.region, pictures);
  const cv::Mat& p = pictures.predicted;
  const cv::Mat& g = pictures.truth;
  ASSERT_EQ(got.pixels, oracle::pixels(mask));
  ASSERT_EQ(got.sad_x255, oracle::sad_x255(p, g, mask));
  ASSERT_EQ(got.mse_x65025, oracle::mse_x65025(p, g, mask));
  const oracle::ConnRule conn{rules.sixth_threshold, rules.connection.ties_by_column,
                              rules.connection.skip_empty, rules.connection.background_competes};
  ASSERT_EQ(got.conn_x510, oracle::conn_x510(p, g, mask, conn));
  const double grad =
      oracle::grad(p, g, mask, {rules.filter == GradientFilter::unit_sum_13, rules.stretch});
  // Where the stretched pictures are equal, the plain sum is 0 and ours the noise of rounding:
  // it adds up bytes before it scales, so an amplitude is off by some hundred units in its last
  // place, and which ones depends on the compiler.
  constexpr double kNoise = 1024 * std::numeric_limits<double>::epsilon();
  ASSERT_NEAR(got.gradient, grad, 1e-9 * grad + static_cast<double>(got.pixels) * kNoise * kNoise);
}

TEST(ByteErrors, EqualThePlainDefinitionsOnThousandsOfOddPictures) {
  for (std::uint32_t seed = 0; seed < 6000; ++seed) {
    SCOPED_TRACE(seed);
    expect_same_as_plain(odd_pictures(seed, 70), rules_number(seed * 7 + seed / 576),
                         1 + static_cast<int>(seed % 4));
    if (HasFatalFailure()) return;
  }
}

// Rows of more than 4096 pixels, which connectivity goes through in several parts.
TEST(ByteErrors, EqualThePlainDefinitionsOnWidePictures) {
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    expect_same_as_plain(wide_pictures(seed), rules_number(seed * 7),
                         1 + static_cast<int>(seed % 3));
    if (HasFatalFailure()) return;
  }
}

/// One row: opaque in all of `parts`, which the prediction has for the first alone; less opaque at
/// `joint`, which connects two of them.
OddPictures joined_row(int width, const std::vector<cv::Range>& parts, int joint) {
  OddPictures row;
  row.truth = cv::Mat(1, width, CV_8UC1, cv::Scalar(0));
  for (const cv::Range& part : parts) row.truth.colRange(part).setTo(255);
  row.predicted = row.truth.clone();
  for (const cv::Range& part : parts) row.predicted.colRange(part).setTo(110);
  row.predicted.colRange(parts.front()).setTo(255);
  row.predicted.at<std::uint8_t>(0, joint) = 80;
  row.truth.at<std::uint8_t>(0, joint) = 255;
  row.trimap = cv::Mat(1, width, CV_8UC1, cv::Scalar(128));
  return row;
}

// The largest part is left or right of the joint; what the joint connects begins in the joint's
// own word of 64 pixels and goes on in another, the last or first of 64 words, or the first of all.
TEST(ByteErrors, FollowAPartIntoTheNextWordOfARow) {
  const OddPictures rows[] = {
      joined_row(8192, {{0, 4090}, {4091, 4200}}, 4090),
      joined_row(8192, {{4102, 8192}, {4000, 4101}}, 4101),
      joined_row(8192, {{65, 5000}, {0, 1}, {2, 64}}, 64),
      joined_row(300, {{61, 300}, {0, 60}}, 60),
      joined_row(300, {{0, 250}, {251, 299}}, 250),
  };
  for (const OddPictures& row : rows) {
    SCOPED_TRACE(row.truth.cols);
    expect_same_as_plain(row, {}, 1);
  }
}

TEST(ByteErrors, AreTheSameOnEveryKindOfProcessor) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
      SCOPED_TRACE(std::string(hwy::TargetName(target)) + " " + std::to_string(seed));
      expect_same_as_plain(odd_pictures(seed, 130), rules_number(seed), 1);
      if (HasFatalFailure()) break;
    }
  }
  hwy::SetSupportedTargetsForTest(0);
}

}  // namespace
}  // namespace mbench
