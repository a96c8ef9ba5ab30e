#pragma once

#include "metrics/level_cells.h"
#include "metrics/run_labels.h"

namespace mbench {

/// Area that marks the components which keep their levels.
constexpr std::uint32_t kKeeps = ~std::uint32_t{0};

/// Sets the high half of all pixels of the other components to `threshold` - 1, where it was
/// not lowered before. `usual` is one of those that keep theirs, by its first run, or kKeeps:
/// most runs are compared with it alone.
void lower_others(LevelCells& cells, const RunLabels& labels, std::uint32_t usual,
                  unsigned threshold);

}  // namespace mbench
