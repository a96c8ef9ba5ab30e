#include "runners/models/nearest_points.h"

#include <algorithm>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace mbench {
namespace {

/// Coarse values, so that many points are equal or equally far.
std::vector<Feature> coarse_points(std::size_t count) {
  std::mt19937 generator(3);
  std::vector<Feature> points(count);
  for (Feature& point : points) {
    for (float& value : point) value = static_cast<float>(generator() % 5) / 4.0F;
  }
  return points;
}

float squared_distance(const Feature& a, const Feature& b) {
  float sum = 0;
  for (std::size_t axis = 0; axis < a.size(); ++axis) {
    sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
  }
  return sum;
}

TEST(NearestPoints, FindsWhatComparingWithEveryPointFinds) {
  const std::vector<Feature> points = coarse_points(500);
  std::vector<std::uint32_t> all(points.size());
  std::iota(all.begin(), all.end(), 0U);
  ThreadTeam team(2);
  constexpr std::size_t kCount = 7;
  const auto found = NearestPoints(points).nearest(all, kCount, team);
  ASSERT_EQ(found.size(), points.size() * kCount);
  for (const std::uint32_t i : all) {
    std::vector<std::uint32_t> expected = all;
    std::stable_sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
      return squared_distance(points[a], points[i]) < squared_distance(points[b], points[i]);
    });
    for (std::size_t k = 0; k < kCount; ++k) EXPECT_EQ(found[i * kCount + k], expected[k]);
  }
}

TEST(NearestPoints, GivesAllPointsWhereMoreAreAskedFor) {
  const std::vector<Feature> points = coarse_points(3);
  ThreadTeam team(1);
  EXPECT_EQ(NearestPoints(points).nearest({1}, 10, team).size(), 3U);
}

}  // namespace
}  // namespace mbench
