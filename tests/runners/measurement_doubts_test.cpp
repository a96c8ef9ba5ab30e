#include "runners/measurement_doubts.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(MeasurementDoubts, AreNoneOfASoundMeasurement) {
  MeasurementRecord measured;
  EXPECT_TRUE(doubts_about(measured, {}).empty());
  EXPECT_TRUE(doubts_about(measured, 0.01).empty());  // nothing was timed, nothing is noisy
  measured.timings_ns["infer"] = {100, 100, 100, 100, 100, 100};
  measured.differing_samples = 0;
  measured.redone_samples = 0;
  EXPECT_TRUE(doubts_about(measured, 0.01).empty());
}

TEST(MeasurementDoubts, NameRunsThatDifferOrWereThrottled) {
  MeasurementRecord measured;
  measured.timings_ns["infer"] = {1, 2, 3};
  measured.differing_samples = 2;
  measured.redone_samples = 4;
  const auto doubts = doubts_about(measured, {});
  ASSERT_EQ(doubts.size(), 2U);
  EXPECT_EQ(doubts[0].find("2 of 3 timed runs gave another alpha"), 0U) << doubts[0];
  EXPECT_EQ(doubts[1].find("4 runs were done again"), 0U) << doubts[1];
}

TEST(MeasurementDoubts, SayWhatNoiseIsLeft) {
  MeasurementRecord measured;
  measured.timings_ns["infer"] = {80, 100, 100, 100, 100, 120};
  EXPECT_TRUE(doubts_about(measured, 0.2).empty());
  const auto doubts = doubts_about(measured, 0.05);
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_EQ(doubts[0], "the noise is still 20 % after 6 runs, not 5 %");
  measured.timings_ns["infer"] = {80, 100};
  ASSERT_EQ(doubts_about(measured, 0.2).size(), 1U);
  EXPECT_TRUE(doubts_about(measured, {}).empty());
}

}  // namespace
}  // namespace mbench
