#include "metrics/instance_quality.h"

#include "core/error.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

/// Opaque in columns `begin` to `end` - 1 of a picture of 10x10.
Alpha bar(int begin, int end) {
  cv::Mat pixels(10, 10, CV_8UC1, cv::Scalar(0));
  pixels.colRange(begin, end).setTo(cv::Scalar(255));
  return Alpha(pixels);
}

double figure(const ScoreCard& card, const std::string& name) {
  for (const MetricValue& value : card) {
    if (value.name == name && value.value) return *value.value;
  }
  ADD_FAILURE() << "no figure named " << name;
  return -1;
}

TEST(InstanceQuality, IsOneForEqualInstancesInAnotherOrder) {
  const InstanceTally tally = tally_instances({bar(0, 3), bar(5, 9)}, {bar(5, 9), bar(0, 3)});
  EXPECT_EQ(tally.matched, 2);
  EXPECT_EQ(tally.extra, 0);
  EXPECT_EQ(tally.missed, 0);
  for (const MetricValue& value : instance_quality(tally)) EXPECT_NEAR(*value.value, 1, 1e-6);
}

TEST(InstanceQuality, TakesErrorsTenfoldOverEitherInstance) {
  // 4 columns against 5: 40 of 50 pixels overlap; 10 wrong of 50 + 1 is a MAD of 10/51, ten
  // times which is more than 1.
  const InstanceTally tally = tally_instances({bar(0, 4)}, {bar(0, 5)});
  EXPECT_EQ(tally.matched, 1);
  EXPECT_DOUBLE_EQ(tally.mad, 0);
  EXPECT_NEAR(tally.iou, 0.8, 1e-9);
  cv::Mat nearly = bar(0, 5).pixels().clone();
  nearly.at<std::uint8_t>(0, 0) = 204;  // 0.2 off: MAD = 0.2 / 51
  EXPECT_NEAR(tally_instances({Alpha(nearly)}, {bar(0, 5)}).mad, 1 - 10 * 0.2 / 51, 1e-12);
}

TEST(InstanceQuality, CountsUnmatchedInstancesByHalf) {
  const InstanceTally tally =
      tally_instances({bar(0, 3), bar(4, 5), bar(6, 7)}, {bar(0, 3), bar(8, 10)});
  EXPECT_EQ(tally.matched, 1);
  EXPECT_EQ(tally.extra, 2);
  EXPECT_EQ(tally.missed, 1);
  const ScoreCard card = instance_quality(tally);
  EXPECT_NEAR(figure(card, "imq_mad"), 1 / 2.5, 1e-6);
  EXPECT_NEAR(figure(card, "mq_mad"), 1, 1e-12);
  EXPECT_NEAR(figure(card, "rq"), 1 / 2.5, 1e-6);
}

TEST(InstanceQuality, TakesAPairAtTheLeastOverlap) {
  InstanceRule rule;
  rule.least_iou = 0.75;
  EXPECT_EQ(tally_instances({bar(0, 4)}, {bar(0, 5)}, rule).matched, 1);  // 0.8
  EXPECT_EQ(tally_instances({bar(0, 3)}, {bar(0, 5)}, rule).matched, 0);  // 0.6
}

TEST(InstanceQuality, HasNoMatchingQualityWhereNothingMatched) {
  const InstanceTally tally = tally_instances({}, {bar(0, 3)});
  EXPECT_EQ(tally.missed, 1);
  for (const MetricValue& value : instance_quality(tally)) {
    EXPECT_EQ(value.value.has_value(), !value.name.starts_with("mq_")) << value.name;
  }
}

TEST(InstanceQuality, AddsUpOverImages) {
  InstanceTally all = tally_instances({bar(0, 3)}, {bar(0, 3)});
  all += tally_instances({bar(0, 3)}, {});
  EXPECT_EQ(all.matched, 1);
  EXPECT_EQ(all.extra, 1);
}

TEST(InstanceQuality, RejectsInstancesOfDifferentSizes) {
  EXPECT_THROW(tally_instances({bar(0, 3)}, {Alpha(cv::Mat(3, 3, CV_8UC1, cv::Scalar(0)))}),
               DataError);
}

}  // namespace
}  // namespace mbench
