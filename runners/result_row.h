#pragma once

#include "runners/run_plan.h"
#include "store/digest_store.h"

#include <cstddef>

namespace mbench {

/// The row of the sample at this place of the cell's suite, before its pixels are known.
ResultRecord blank_row(const PlannedCell& cell, const Sample& sample, std::size_t place);

/// The digests of what was loaded of a sample.
PixelDigests digests_of(const Sample& sample, const LoadedSample& loaded);

/// Makes it the row of these pixels.
void identify(ResultRecord& row, const PixelDigests& digests);

}  // namespace mbench
