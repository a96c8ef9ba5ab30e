#include "core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace mbench {
namespace {

TEST(Random, IsSplitMix64) {
  // The first three numbers of the seed 1234567, as the algorithm's authors publish them.
  Random random(1234567);
  EXPECT_EQ(random.bits(), 6457827717110365317U);
  EXPECT_EQ(random.bits(), 3203168211198807973U);
  EXPECT_EQ(random.bits(), 9817491932198370423U);
}

TEST(Random, PartsDoNotDependOnWhatWasDrawn) {
  Random random(5);
  const std::uint64_t before = random.part(3).bits();
  random.bits();
  EXPECT_EQ(random.part(3).bits(), before);
  EXPECT_NE(random.part(4).bits(), before);
  EXPECT_EQ(random.part("trimap").bits(), Random(5).part("trimap").bits());
  EXPECT_NE(random.part("trimap").bits(), random.part("crop").bits());
  EXPECT_NE(random.part("trimap").bits(), Random(6).part("trimap").bits());
}

TEST(Random, PartsOfNeighbouringSeedsDiffer) {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (std::uint64_t number = 0; number < 50; ++number) {
      first.insert(Random(seed).part(number).bits());
    }
  }
  EXPECT_EQ(first.size(), 2500U);
}

TEST(Random, IntegersReachBothEndsAndNothingElse) {
  Random random(1);
  std::array<int, 3> counts{};
  for (int i = 0; i < 3000; ++i) ++counts.at(static_cast<std::size_t>(random.integer(-1, 1) + 1));
  // Each is 1000 on average with a deviation of 26.
  for (const int count : counts) EXPECT_NEAR(count, 1000, 130);
}

TEST(Random, NormalNumbersHaveTheirMeanAndVariance) {
  Random random(2);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < 10000; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  // Five deviations of the mean (0.01) and of the variance (0.0141).
  EXPECT_NEAR(sum / 10000, 0, 0.05);
  EXPECT_NEAR(squares / 10000, 1, 0.071);
}

TEST(Random, ChanceIsNeverAtZeroAndAlwaysAtOne) {
  Random random(3);
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(random.chance(0));
    EXPECT_TRUE(random.chance(1));
  }
}

}  // namespace
}  // namespace mbench
