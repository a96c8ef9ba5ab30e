#pragma once

#include "metrics/connection.h"
#include "metrics/level_cells.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace mbench {

/// Decides where the chain of largest components ends, as far as areas decide it.
class ChainEnd {
 public:
  ChainEnd(const std::vector<LevelCells>& bands, const ConnectionRule& rule);

  /// Pixels of all bands that reach `threshold` (1..10).
  std::int64_t passing(unsigned threshold) const { return passing_[threshold - 1]; }

  /// The pixels' levels if the chain ends at `threshold`, whose largest component has `largest`
  /// pixels; nothing if it goes on.
  std::optional<FinalLevel> at(unsigned threshold, std::int64_t largest) const;

 private:
  ConnectionRule rule_;
  std::int64_t pixels_ = 0;
  std::array<std::int64_t, kConnectionThresholds> passing_{};
};

}  // namespace mbench
