#pragma once

#include "runners/run_all.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace mbench {

/// What a run would do with one cell.
struct CellForecast {
  CellRecord cell;
  std::size_t images = 0;  ///< that the options choose
  std::size_t stored = 0;  ///< of which the cell holds a row, whatever it was made with
  /// Of which a row would be computed. What was never decoded counts, though its pixels may turn
  /// out to be stored.
  /// None where it depends on what runs out of memory in the mode before.
  std::optional<std::size_t> to_run;
  std::optional<std::int64_t> bytes;  ///< of the picture files to be read for them
  /// Seconds of their inference by latencies that are stored of this cell, machine, number of
  /// threads and of images at once; images without one count as the mean of the others. None where
  /// there is none.
  std::optional<double> expected_s;
};

/// Looks at every cell of a run in the order of plan_cells() and computes nothing; nothing is
/// written to the store.
///
/// Throws as run_all() does before anything is run.
std::vector<CellForecast> forecast(const RunOptions& options, const Environment& environment,
                                   Database& database, Progress& progress);

}  // namespace mbench
