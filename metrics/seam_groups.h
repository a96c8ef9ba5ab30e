#pragma once

#include "metrics/run_labels.h"

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mbench {

/// A component of one band.
struct BandComponent {
  std::size_t band = 0;
  std::uint32_t run = 0;  ///< its first

  friend bool operator==(const BandComponent&, const BandComponent&) = default;
  friend auto operator<=>(const BandComponent&, const BandComponent&) = default;
};

/// Components that go on in the next band, joined: the first of each group gets the area of
/// all, the others' areas become 0.
class SeamGroups {
 public:
  explicit SeamGroups(std::vector<RunLabels>& bands, const std::vector<int>& heights);

  /// The first component of the group, or itself.
  BandComponent first(BandComponent component) const;
  /// The others of the group that `component` is the first of.
  std::vector<BandComponent> others(BandComponent component) const;

 private:
  struct Hash {
    std::size_t operator()(const BandComponent& component) const {
      return component.band * 0x9E3779B97F4A7C15U + component.run;
    }
  };
  void join(const BandComponent& a, const BandComponent& b);
  void join_rows(const RunLabels& upper, int last_row, const RunLabels& lower, std::size_t band);

  std::unordered_map<BandComponent, BandComponent, Hash> parent_;
};

}  // namespace mbench
