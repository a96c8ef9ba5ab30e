#include "runners/degraded_suite.h"

#include "datasets/suite.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(DegradedSuiteName, IsTheSuitesWithTheCanonicalText) {
  EXPECT_EQ(degraded_suite_name("comp1k", parse_degradation("jpeg:30.0")), "comp1k+jpeg:30");
  EXPECT_EQ(degraded_suite_name("d646/local", parse_degradation("blur:2+noise:5:1")),
            "d646/local+blur:2+noise:5:1");
  EXPECT_EQ(degraded_suite_name("comp1k", parse_degradation("none")), "comp1k");
}

TEST(DegradedSuiteName, IsTakenApartAgain) {
  const DegradedSuiteName one = split_degraded_name("d646/local+blur:2+noise:5:1");
  EXPECT_EQ(one.suite, "d646/local");
  EXPECT_EQ(one.degradation, "blur:2+noise:5:1");
  EXPECT_EQ(split_degraded_name("comp1k").suite, "comp1k");
  EXPECT_EQ(split_degraded_name("comp1k").degradation, "none");
}

TEST(DegradedSuiteName, CannotBeThatOfAnotherSuite) {
  for (const Suite& suite : suites()) {
    EXPECT_EQ(suite.name.find('+'), std::string::npos) << suite.name;
  }
}

TEST(DegradedSamples, AreTheSamplesToBeDegradedWhenTheyAreLoaded) {
  const std::vector<Sample> samples = find_suite("demo").samples();
  const Degradation degradation = parse_degradation("blur:2");
  const std::vector<Sample> made = degraded_samples(samples, degradation);
  ASSERT_EQ(made.size(), samples.size());
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].degradation, degradation);
    EXPECT_EQ(full_name(made[i]), full_name(samples[i]));
  }
}

}  // namespace
}  // namespace mbench
