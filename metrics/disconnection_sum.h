#pragma once

#include "metrics/connection.h"
#include "metrics/level_cells.h"

#include <cstdint>

namespace mbench {

/// 510 times the sum of |phi(p) - phi(g)| over the pixels of row `y` with a bit in `region`.
///
/// With k the pixel's final level and c(v) = 2 v - 51 k, or 0 where that is below 76.5, the
/// term of a pixel is |c(p) - c(g)|: an integer.
std::int64_t disconnection_sum(const std::uint8_t* predicted, const std::uint8_t* truth,
                               const std::uint64_t* region, const LevelCells& cells, int y,
                               const FinalLevel& final_level);

}  // namespace mbench
