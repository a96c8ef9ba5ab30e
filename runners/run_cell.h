#pragma once

#include "core/progress.h"
#include "runners/run_all.h"
#include "runners/run_plan.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

/// What the cells of one run share.
struct RunContext {
  const RunOptions& options;
  ResultStore& results;
  DigestStore& digests;
  Progress& progress;
  std::int64_t run = 0;
  std::string machine_digest;
  std::size_t steps = 0;  ///< samples passed so far, over all cells
  RunSummary summary;
};

/// Runs one cell over the suite's samples, storing each row as it is finished; counts
/// them in the context. Throws Interrupted and StoreError only.
void run_cell(const PlannedCell& cell, const std::vector<Sample>& samples, RunContext& context);

}  // namespace mbench
