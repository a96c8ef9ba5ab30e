#include "core/order_statistics.h"

#include <gtest/gtest.h>

#include <numeric>

#include "core/random.h"

namespace mbench {
namespace {

/// 1, 2, ..., n: each value is its rank.
std::vector<double> ranks(std::size_t n) {
  std::vector<double> values(n);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

void expect_ranks(std::size_t n, double share, double low, double high) {
  const auto interval = quantile_interval(ranks(n), share);
  ASSERT_TRUE(interval.has_value()) << n;
  EXPECT_EQ(interval->low, low) << n;
  EXPECT_EQ(interval->high, high) << n;
}

TEST(OrderStatistics, TakeTheNearestRank) {
  EXPECT_EQ(median_of({1, 5, 7}), 5.0);
  EXPECT_EQ(median_of({1, 5, 7, 9}), 6.0);
  EXPECT_EQ(quantile_of({4}, 0.99), 4.0);
  EXPECT_EQ(quantile_of(ranks(10), 0.9), 9.0);
  EXPECT_EQ(quantile_of(ranks(11), 0.9), 10.0);
  EXPECT_EQ(quantile_of(ranks(100), 0.95), 95.0);
  EXPECT_EQ(quantile_of(ranks(100), 0.99), 99.0);
  EXPECT_EQ(quantile_of(ranks(101), 0.99), 100.0);
}

// n = 6: P(X < 1) = 1/64 = 1.6 %, P(X < 2) = 7/64 = 10.9 %. n = 5: P(X < 1) = 1/32 = 3.1 %.
// n = 9: P(X < 2) = 10/512 = 1.95 %, P(X < 3) = 46/512 = 9.0 %.
TEST(QuantileInterval, OfTheMedianIsThatOfTheBinomialOfOneHalf) {
  EXPECT_FALSE(quantile_interval({}, 0.5).has_value());
  EXPECT_FALSE(quantile_interval(ranks(5), 0.5).has_value());
  expect_ranks(6, 0.5, 1, 6);
  expect_ranks(8, 0.5, 1, 8);
  expect_ranks(9, 0.5, 2, 8);
  // Conover's normal approximation for many: 500 +- 1.96 sqrt(250), which gives 469 and 531.
  expect_ranks(1000, 0.5, 469, 532);
}

// The largest of n is below the quantile with the probability share^n.
TEST(QuantileInterval, OfATailNeedsSamplesBeyondIt) {
  EXPECT_FALSE(quantile_interval(ranks(35), 0.9).has_value());
  EXPECT_TRUE(quantile_interval(ranks(36), 0.9).has_value());
  EXPECT_FALSE(quantile_interval(ranks(71), 0.95).has_value());
  EXPECT_TRUE(quantile_interval(ranks(72), 0.95).has_value());
  EXPECT_FALSE(quantile_interval(ranks(367), 0.99).has_value());
  EXPECT_TRUE(quantile_interval(ranks(368), 0.99).has_value());
}

TEST(QuantileInterval, StandsManySamples) {
  const auto interval = quantile_interval(ranks(100'000), 0.5);
  ASSERT_TRUE(interval.has_value());
  // 50000 +- 1.96 sqrt(25000) = 50000 +- 309.9
  EXPECT_NEAR(interval->low, 49'690, 1.5);
  EXPECT_NEAR(interval->high, 50'311, 1.5);
}

TEST(QuantileInterval, HoldsTheQuantileAsOftenAsItSays) {
  Random random(7);
  constexpr int kTrials = 4000;
  int held = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> samples(50);
    for (double& sample : samples) sample = random.uniform();
    std::sort(samples.begin(), samples.end());
    const auto interval = quantile_interval(samples, 0.9).value();
    if (interval.low <= 0.9 && 0.9 <= interval.high) ++held;
  }
  // At least 95 %; four standard deviations of the count are 1.4 %.
  EXPECT_GE(held, kTrials * 936 / 1000);
  EXPECT_LT(held, kTrials);
}

TEST(RelativeNoise, IsHalfTheIntervalByTheMedian) {
  EXPECT_FALSE(relative_noise({10, 10, 10, 10, 10}).has_value());
  EXPECT_EQ(relative_noise({10, 10, 10, 10, 10, 10}), 0.0);
  // Sorted 8, 9, 10, 10, 11, 14: from 8 to 14 around 10.
  EXPECT_EQ(relative_noise({10, 14, 8, 9, 11, 10}), 0.3);
  EXPECT_FALSE(relative_noise({0, 0, 0, 0, 0, 0}).has_value());
}

}  // namespace
}  // namespace mbench
