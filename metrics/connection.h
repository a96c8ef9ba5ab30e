#pragma once

#include "core/thread_team.h"
#include "metrics/level_cells.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// Of Conn: 0.1, 0.2, ... 1.0.
constexpr unsigned kConnectionThresholds = 10;

/// What decides, beside the levels, how far each pixel stays connected.
struct ConnectionRule {
  /// Of equally large components: the one whose first pixel comes first column by column
  /// (MATLAB), or row by row.
  bool ties_by_column = true;
  /// A threshold that no pixel reaches is passed over; else it ends every pixel's level.
  bool skip_empty = false;
  /// The pixels below a threshold compete as one component, and win ties (GCA Python).
  bool background_competes = false;
};

/// How a pixel's final level (10 l in the definition of Conn) follows from its two levels.
struct FinalLevel {
  static constexpr std::uint8_t kNone = 255;

  /// The chain of largest components ends here: no high half counts for more.
  std::uint8_t most = 10;
  /// Pixels with both halves equal to this survive all further thresholds: level 10.
  std::uint8_t survivor = kNone;

  std::uint8_t operator()(std::uint8_t both) const {
    if (both == survivor * 17) return 10;
    const auto high = static_cast<std::uint8_t>(both >> 4);
    return high < most ? high : most;
  }
};

/// Finds the largest 4-connected component W(i) of the pixels with level >= i for i = 1..10
/// and lowers the high half of each pixel's byte to the last i up to which it was inside all
/// of them. `bands` are consecutive bands of rows of one picture.
///
/// Stops where W(i) is not part of W(i-1): then no pixel goes further. Takes an eighth of a byte a
/// pixel, and where follow_majorities() gives up 16 bytes for each run of pixels at the threshold
/// that has most.
FinalLevel connect(std::vector<LevelCells>& bands, const ConnectionRule& rule, ThreadTeam& team);

}  // namespace mbench
