#include "metrics/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace mbench {
namespace {

using Gains = std::vector<std::vector<double>>;

double total(const Gains& gains, const std::vector<std::optional<std::size_t>>& columns) {
  double sum = 0;
  for (std::size_t row = 0; row < columns.size(); ++row) {
    if (columns[row]) sum += gains[row][*columns[row]];
  }
  return sum;
}

/// The greatest total of all permutations; columns beyond the given ones gain nothing.
double best_total(const Gains& gains) {
  const std::size_t columns = gains.front().size();
  std::vector<std::size_t> order(std::max(gains.size(), columns));
  std::iota(order.begin(), order.end(), 0);
  double best = 0;
  do {
    double sum = 0;
    for (std::size_t row = 0; row < gains.size(); ++row) {
      if (order[row] < columns) sum += gains[row][order[row]];
    }
    best = std::max(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(BestAssignment, PrefersTheGreatestTotalToTheGreatestPair) {
  const auto columns = best_assignment({{0.9, 0.8}, {0.8, 0.1}});
  EXPECT_EQ(columns[0], 1U);
  EXPECT_EQ(columns[1], 0U);
}

TEST(BestAssignment, LeavesRowsOutWhereColumnsAreFew) {
  const auto columns = best_assignment({{0.2}, {0.7}, {0.1}});
  EXPECT_FALSE(columns[0].has_value());
  EXPECT_EQ(columns[1], 0U);
  EXPECT_FALSE(columns[2].has_value());
}

TEST(BestAssignment, IsEmptyWithoutRows) { EXPECT_TRUE(best_assignment({}).empty()); }

TEST(BestAssignment, ReachesTheBestOfAllPermutations) {
  std::mt19937 generator(3);
  for (int trial = 0; trial < 500; ++trial) {
    Gains gains(1 + generator() % 5, std::vector<double>(1 + generator() % 5));
    for (std::vector<double>& row : gains) {
      for (double& gain : row) gain = static_cast<double>(generator() % 8) / 8;
    }
    const auto columns = best_assignment(gains);
    std::vector<bool> taken(gains.front().size());
    for (const auto& column : columns) {
      if (!column) continue;
      EXPECT_FALSE(taken[*column]);
      taken[*column] = true;
    }
    ASSERT_DOUBLE_EQ(total(gains, columns), best_total(gains)) << trial;
  }
}

}  // namespace
}  // namespace mbench
