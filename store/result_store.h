#pragma once

#include "store/database.h"
#include "store/records.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// Runs, cells, results, measurements and previews, in and out.
///
/// Everything that writes is one transaction, or part of the caller's (Database::transaction).
class ResultStore {
 public:
  explicit ResultStore(Database& database) : database_(database) {}

  /// A new run in state "running", begun now unless `started_at` says when; returns its id.
  /// The machine is added if it is new.
  std::int64_t begin_run(const RunRecord& run);
  /// `state`: "done", "failed" or "interrupted". Throws StoreError if there is no such run.
  void end_run(std::int64_t run, const std::string& state);
  /// Oldest first.
  std::vector<RunRecord> runs() const;

  /// The cell's id; it is added if it is new. `samples`, where told, replaces what is stored.
  std::int64_t cell_id(const CellRecord& cell);

  /// The state of the result with this key, if it is stored and, where `machine_digest`
  /// is not empty, was tried on that machine.
  std::optional<RowState> finished(const std::string& key, const std::string& machine_digest) const;

  /// The state of what the cell holds for a sample under a convention; none where it holds
  /// nothing, or there is no such cell.
  std::optional<RowState> placed(const CellRecord& cell, const std::string& sample,
                                 const std::string& convention) const;

  /// By their samples' names, the latencies of the cell's ok images that were measured on this
  /// machine with so many threads and images at once.
  std::map<std::string, double> latencies_ms(const CellRecord& cell,
                                             const std::string& machine_digest, int threads,
                                             int images_at_once) const;

  /// Stores one finished image in one transaction: the result (replacing one of the same
  /// key), its scores, its measurement on the run's machine, its place in the cell. A cell
  /// holds one result for a sample and convention: the newest.
  /// Throws StoreError if the store cannot be written or there is no such run or cell.
  void put(std::int64_t run, std::int64_t cell, const ResultRecord& result,
           const std::vector<PreviewRecord>& previews = {});

  /// Puts a result that is already stored at its place in the cell as well.
  /// Throws StoreError if there is none of this key.
  void link(std::int64_t cell, const std::string& key, const std::string& sample,
            const std::string& foreground, int ordinal);

  /// Takes out of the cell every sample that is not one of these, which a suite had once.
  /// The results stay in the store.
  void retain(std::int64_t cell, const std::vector<std::string>& samples);

  /// In the order in which they were added.
  std::vector<CellRecord> cells() const;

  /// The names of all figures that are stored, in the order in which they first came.
  std::vector<std::string> metrics() const;

  /// Every image of the cell in the suite's order (those of one sample by convention), with
  /// its scores and its newest measurement (raw timings included only if asked). Nothing
  /// may be written meanwhile. Throws StoreError if there is no such cell.
  void for_each_result(const CellRecord& cell, bool with_timings,
                       const std::function<void(const ResultRecord&)>& use) const;

  std::optional<std::string> preview(const std::string& subject, const std::string& kind) const;

 private:
  Database& database_;
};

}  // namespace mbench
