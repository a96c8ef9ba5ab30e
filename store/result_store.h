#pragma once

#include "store/database.h"
#include "store/records.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// Runs, cells, results, measurements and previews, in and out.
class ResultStore {
 public:
  explicit ResultStore(Database& database) : database_(database) {}

  /// A new run in state "running"; returns its id. The machine is added if it is new.
  std::int64_t begin_run(const RunRecord& run);
  void end_run(std::int64_t run, const std::string& state);
  std::vector<RunRecord> runs() const;

  /// The cell's id; it is added if it is new.
  std::int64_t cell_id(const CellRecord& cell);

  /// The state of the result with this key, if it is stored and, where `machine_digest`
  /// is not empty, measured on that machine.
  std::optional<RowState> finished(const std::string& key, const std::string& machine_digest) const;

  /// Stores one finished image in one transaction: the result (replacing one of the same
  /// key), its scores, its measurement on the run's machine, its place in the cell.
  void put(std::int64_t run, std::int64_t cell, const ResultRecord& result,
           const std::vector<PreviewRecord>& previews = {});

  /// Puts a result that is already stored at its place in the cell as well.
  /// Throws StoreError if there is none of this key.
  void link(std::int64_t cell, const std::string& key, const std::string& sample,
            const std::string& foreground, int ordinal);

  std::vector<CellRecord> cells() const;

  /// Every image of the cell in the suite's order, with its scores and its newest
  /// measurement (raw timings included only if asked).
  void for_each_result(const CellRecord& cell, bool with_timings,
                       const std::function<void(const ResultRecord&)>& use) const;

  std::optional<std::string> preview(const std::string& subject, const std::string& kind) const;

 private:
  Database& database_;
};

}  // namespace mbench
