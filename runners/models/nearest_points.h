#pragma once

#include "core/thread_team.h"

#include <array>
#include <cstdint>
#include <vector>

namespace mbench {

/// Colour and place of a pixel, scaled so that plain distance says how unlike two are.
using Feature = std::array<float, 5>;

/// A balanced kd-tree over points, asked for the nearest ones (Friedman, Bentley, Finkel
/// 1977). Exact; of points equally far the one with the smaller index comes first.
class NearestPoints {
 public:
  explicit NearestPoints(const std::vector<Feature>& points);

  /// The indices of the `count` points nearest to each of the asked-for points, which is
  /// among them itself; fewer if there are not so many. One after the other, `count` for
  /// each index asked for.
  std::vector<std::uint32_t> nearest(const std::vector<std::uint32_t>& asked, std::size_t count,
                                     ThreadTeam& team) const;

 private:
  struct Found {
    float distance = 0;  ///< squared
    std::uint32_t index = 0;
    bool operator<(const Found& other) const {
      return distance < other.distance || (distance == other.distance && index < other.index);
    }
  };

  void split(std::size_t node, std::size_t begin, std::size_t end);
  void search(std::size_t node, std::size_t begin, std::size_t end, const Feature& point,
              Feature& apart, float least, std::size_t count, std::vector<Found>& found) const;

  /// Where a node divides its points; nodes are numbered as in a heap.
  struct Plane {
    std::uint8_t axis = 0;
    float place = 0;
  };

  const std::vector<Feature>& points_;
  std::vector<std::uint32_t> order_;  ///< of the points, so that each node's are consecutive
  std::vector<Feature> sorted_;       ///< the points in that order
  std::vector<Plane> planes_;
};

}  // namespace mbench
