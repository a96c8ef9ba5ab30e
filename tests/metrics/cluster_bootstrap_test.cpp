#include "metrics/cluster_bootstrap.h"

#include "core/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace mbench {
namespace {

/// Each value its own cluster.
std::vector<ClusteredValue> apart(const std::vector<double>& values) {
  std::vector<ClusteredValue> result;
  for (const double value : values) result.push_back({std::to_string(result.size()), value});
  return result;
}

TEST(MeanWithInterval, IsOfAllValuesNotOfTheClustersMeans) {
  const auto result = mean_with_interval({{"a", 1}, {"a", 2}, {"a", 3}, {"b", 10}});
  EXPECT_DOUBLE_EQ(result->mean, 4);
  EXPECT_EQ(result->values, 4U);
  EXPECT_EQ(result->clusters, 2U);
}

TEST(MeanWithInterval, EndsAtTheQuantilesOfTheBinomialForZerosAndOnes) {
  // Five of ten are 1: a resampled mean is a tenth of a binomial(10, 1/2), of which
  // P(X <= 1) = 0.011 and P(X <= 2) = 0.055, so the middle 95 % reaches from 2 to 8.
  const auto result = mean_with_interval(apart({0, 1, 0, 1, 0, 1, 0, 1, 0, 1}));
  EXPECT_DOUBLE_EQ(result->interval->low, 0.2);
  EXPECT_DOUBLE_EQ(result->interval->high, 0.8);
}

TEST(MeanWithInterval, KeepsAClustersValuesTogether) {
  // Two clusters: a resample is (a, a), (a, b), (b, a) or (b, b) with means 2, 4, 4, 10 (the
  // larger cluster weighs more): 2 and 10 have a quarter each.
  const std::vector<ClusteredValue> values{{"a", 1}, {"a", 2}, {"a", 3}, {"b", 10}};
  const auto wide = mean_with_interval(values);
  EXPECT_DOUBLE_EQ(wide->interval->low, 2);
  EXPECT_DOUBLE_EQ(wide->interval->high, 10);
  BootstrapOptions narrow;
  narrow.confidence = 0.4;
  const auto middle = mean_with_interval(values, narrow);
  EXPECT_DOUBLE_EQ(middle->interval->low, 4);
  EXPECT_DOUBLE_EQ(middle->interval->high, 4);
}

TEST(MeanWithInterval, ComesNearTheNormalOneForManyClusters) {
  std::mt19937 generator(5);
  std::vector<double> values;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < 2000; ++i) {
    values.push_back(static_cast<double>(generator()) / 4294967296.0);
    sum += values.back();
    squares += values.back() * values.back();
  }
  const double mean = sum / 2000;
  const double error = std::sqrt((squares / 2000 - mean * mean) / 2000);
  const auto result = mean_with_interval(apart(values));
  EXPECT_NEAR(result->interval->low, mean - 1.959964 * error, 0.05 * error);
  EXPECT_NEAR(result->interval->high, mean + 1.959964 * error, 0.05 * error);
}

/// 50 foregrounds on 20 backgrounds: what they share is 0..1, their own part a tenth of it.
std::vector<ClusteredValue> composites(std::mt19937& generator) {
  const auto uniform = [&] { return static_cast<double>(generator()) / 4294967296.0; };
  std::vector<ClusteredValue> values;
  for (int foreground = 0; foreground < 50; ++foreground) {
    const double common = uniform();
    for (int background = 0; background < 20; ++background) {
      values.push_back({std::to_string(foreground), common + 0.1 * uniform()});
    }
  }
  return values;
}

TEST(MeanWithInterval, HoldsTheTrueMeanOfCompositesAboutAsOftenAsItSays) {
  std::mt19937 generator(7);
  BootstrapOptions options;
  options.resamples = 1000;
  int clustered = 0;
  int taken_for_independent = 0;
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<ClusteredValue> values = composites(generator);
    const auto holds = [&] {
      const Interval interval = *mean_with_interval(values, options)->interval;
      return interval.low <= 0.55 && 0.55 <= interval.high;
    };
    clustered += holds() ? 1 : 0;
    if (trial % 10 != 0) continue;
    for (std::size_t i = 0; i < values.size(); ++i) values[i].cluster = std::to_string(i);
    taken_for_independent += holds() ? 1 : 0;
  }
  EXPECT_GE(clustered, 400 * 0.91);
  EXPECT_LE(clustered, 400 * 0.98);
  EXPECT_LE(taken_for_independent, 40 * 0.6);
}

TEST(MeanWithInterval, DoesNotDependOnTheOrderOfTheValues) {
  std::mt19937 generator(9);
  std::vector<ClusteredValue> values = composites(generator);
  const auto forward = mean_with_interval(values);
  std::reverse(values.begin(), values.end());
  const auto backward = mean_with_interval(values);
  EXPECT_EQ(forward->mean, backward->mean);
  EXPECT_EQ(forward->interval->low, backward->interval->low);
  EXPECT_EQ(forward->interval->high, backward->interval->high);
}

TEST(MeanWithInterval, FollowsTheSeed) {
  std::mt19937 generator(11);
  const std::vector<ClusteredValue> values = composites(generator);
  BootstrapOptions other;
  other.seed = 2;
  EXPECT_EQ(mean_with_interval(values)->interval->low, mean_with_interval(values)->interval->low);
  EXPECT_NE(mean_with_interval(values)->interval->low,
            mean_with_interval(values, other)->interval->low);
}

TEST(MeanWithInterval, HasNoWidthWhereAllValuesAreEqual) {
  const auto result = mean_with_interval(apart({3, 3, 3}));
  EXPECT_DOUBLE_EQ(result->interval->low, 3);
  EXPECT_DOUBLE_EQ(result->interval->high, 3);
}

TEST(MeanWithInterval, HasNoneForASingleCluster) {
  const auto result = mean_with_interval({{"a", 1}, {"a", 2}});
  EXPECT_DOUBLE_EQ(result->mean, 1.5);
  EXPECT_FALSE(result->interval.has_value());
}

TEST(MeanWithInterval, IsNothingWithoutValues) { EXPECT_FALSE(mean_with_interval({}).has_value()); }

TEST(MeanWithInterval, RefusesWhatIsNoNumber) {
  EXPECT_THROW(mean_with_interval({{"a", std::nan("")}, {"b", 1}}), DataError);
}

TEST(BootstrapOptions, AreRefusedOutsideTheirRange) {
  BootstrapOptions options;
  options.confidence = 1;
  EXPECT_THROW(mean_with_interval({{"a", 1}}, options), UsageError);
  options = {};
  options.resamples = 10;
  EXPECT_THROW(mean_with_interval({{"a", 1}}, options), UsageError);
}

}  // namespace
}  // namespace mbench
