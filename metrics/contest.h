#pragma once

#include "metrics/run_labels.h"
#include "metrics/seam_groups.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// The largest component of a threshold, over all bands.
struct Winner {
  std::uint32_t area = 0;            ///< 0: no pixel reaches the threshold
  std::vector<BandComponent> parts;  ///< of each band that it goes through; the first one first
};

/// Of equally large components the one whose first pixel comes first column by column wins, or
/// row by row. Adds up areas of components that go through several bands in `labels`.
Winner hold_contest(std::vector<RunLabels>& labels, const std::vector<int>& heights,
                    bool ties_by_column);

}  // namespace mbench
