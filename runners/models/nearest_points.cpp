#include "runners/models/nearest_points.h"

#include <algorithm>
#include <numeric>

namespace mbench {
namespace {

constexpr std::size_t kLeafPoints = 12;
constexpr std::size_t kQueriesInAPiece = 1024;

std::size_t middle(std::size_t begin, std::size_t end) { return begin + (end - begin) / 2; }

}  // namespace

NearestPoints::NearestPoints(const std::vector<Feature>& points)
    : points_(points), order_(points.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  split(1, 0, points.size());
  for (const std::uint32_t index : order_) sorted_.push_back(points[index]);
}

void NearestPoints::split(std::size_t node, std::size_t begin, std::size_t end) {
  if (end - begin <= kLeafPoints) return;
  Feature low = points_[order_[begin]];
  Feature high = low;
  for (std::size_t i = begin; i < end; ++i) {
    for (std::size_t axis = 0; axis < low.size(); ++axis) {
      low[axis] = std::min(low[axis], points_[order_[i]][axis]);
      high[axis] = std::max(high[axis], points_[order_[i]][axis]);
    }
  }
  std::size_t widest = 0;
  for (std::size_t axis = 1; axis < low.size(); ++axis) {
    if (high[axis] - low[axis] > high[widest] - low[widest]) widest = axis;
  }
  const std::size_t half = middle(begin, end);
  const auto at = [&](std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::nth_element(at(begin), at(half), at(end), [&](std::uint32_t a, std::uint32_t b) {
    return points_[a][widest] < points_[b][widest];
  });
  if (planes_.size() <= node) planes_.resize(node + 1);
  planes_[node] = {static_cast<std::uint8_t>(widest), points_[order_[half]][widest]};
  split(2 * node, begin, half);
  split(2 * node + 1, half, end);
}

void NearestPoints::search(std::size_t node, std::size_t begin, std::size_t end,
                           const Feature& point, Feature& apart, float least, std::size_t count,
                           std::vector<Found>& found) const {
  if (end - begin <= kLeafPoints) {
    for (std::size_t i = begin; i < end; ++i) {
      float distance = 0;
      for (std::size_t axis = 0; axis < point.size(); ++axis) {
        const float difference = sorted_[i][axis] - point[axis];
        distance += difference * difference;
      }
      const Found candidate{distance, order_[i]};
      if (found.size() == count) {
        if (!(candidate < found.front())) continue;
        std::pop_heap(found.begin(), found.end());
        found.pop_back();
      }
      found.push_back(candidate);
      std::push_heap(found.begin(), found.end());
    }
    return;
  }
  const std::size_t half = middle(begin, end);
  const auto [axis, place] = planes_[node];
  const float beyond = point[axis] - place;
  const bool right_first = beyond >= 0;
  const auto search_side = [&](bool right, float floor) {
    search(2 * node + (right ? 1 : 0), right ? half : begin, right ? end : half, point, apart,
           floor, count, found);
  };
  search_side(right_first, least);
  // The other side's box is at least this far away: per axis the farthest plane crossed.
  const float before = apart[axis];
  const float floor = least - before * before + beyond * beyond;
  // Rounding of the sum must not hide a point.
  if (found.size() < count || floor * 0.9999F <= found.front().distance) {
    apart[axis] = beyond;
    search_side(!right_first, floor);
    apart[axis] = before;
  }
}

std::vector<std::uint32_t> NearestPoints::nearest(const std::vector<std::uint32_t>& asked,
                                                  std::size_t count, ThreadTeam& team) const {
  count = std::min(count, order_.size());
  std::vector<std::uint32_t> result(asked.size() * count);
  team.each((asked.size() + kQueriesInAPiece - 1) / kQueriesInAPiece, [&](std::size_t piece) {
    const std::size_t end = std::min(asked.size(), (piece + 1) * kQueriesInAPiece);
    std::vector<Found> found;
    for (std::size_t i = piece * kQueriesInAPiece; i < end; ++i) {
      found.clear();
      Feature apart{};
      search(1, 0, order_.size(), points_[asked[i]], apart, 0, count, found);
      std::sort_heap(found.begin(), found.end());
      for (std::size_t k = 0; k < count; ++k) result[i * count + k] = found[k].index;
    }
  });
  return result;
}

}  // namespace mbench
