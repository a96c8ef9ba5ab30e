#pragma once

#include "core/progress.h"
#include "runners/run_all.h"
#include "runners/stored_rows.h"
#include "store/digest_store.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// Where the lanes of a run write what they find: store, progress and counts, one lane
/// at a time.
class RunRecorder {
 public:
  RunRecorder(Database& database, Progress& progress, const RunRecord& run,
              const RunOptions& options);

  /// The cell in the store, which from now on holds only samples of these names.
  std::int64_t cell(CellRecord record, const std::vector<std::string>& samples);

  std::optional<PixelDigests> digests(const std::string& source);
  void put_digests(const std::string& source, const PixelDigests& digests);
  /// As StoredRows's.
  std::optional<RowState> in_place(const CellRecord& cell, const ResultRecord& row);
  std::optional<RowState> of_key(const ResultRecord& row);

  /// Counts a stored result as kept, after putting it at its place in the cell unless it is there.
  void keep(std::int64_t cell, const ResultRecord& row, bool is_in_place);
  /// Stores a finished row; counts it as done.
  void put(std::int64_t cell, const ResultRecord& row, const std::vector<PreviewRecord>& previews);
  /// Counts a row as failed.
  void count_failed();

  /// One sample of one cell begins, or a line for the log.
  void begin_sample(const std::string& what);
  void note(const std::string& line);

  /// "done", "interrupted" or "failed".
  void end(const std::string& state);
  RunSummary summary() const { return summary_; }
  /// How many rows are finished; not while lanes work.
  std::size_t rows() const { return summary_.done + summary_.reused; }

 private:
  void show();

  std::mutex mutex_;
  ResultStore results_;
  DigestStore digests_;
  Progress& progress_;
  StoredRows stored_;
  std::int64_t run_ = 0;
  std::string latest_;
  RunSummary summary_;
};

}  // namespace mbench
