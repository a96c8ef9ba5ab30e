#pragma once

#include "store/result_store.h"

#include <optional>
#include <string>

namespace mbench {

/// What a run does with rows that are stored already.
enum class Overwrite {
  never,         ///< no stored figure changes: what a cell holds stays, whatever it was made with
  only_missing,  ///< what is stored for the same pixels and method, and was tried on this machine,
                 ///< stays
  always         ///< everything is computed, and replaces what is stored
};

/// "never", "only-missing" or "always". Throws UsageError for another word.
Overwrite parse_overwrite(const std::string& word);

/// Which stored rows stand for those of a run.
class StoredRows {
 public:
  /// `retry_failed`: rows that are not ok stand for nothing; not for Overwrite::never.
  StoredRows(const ResultStore& results, std::string machine_digest, Overwrite overwrite,
             bool retry_failed)
      : results_(results),
        machine_digest_(std::move(machine_digest)),
        overwrite_(overwrite),
        retry_failed_(retry_failed) {}

  /// The state of what the cell holds for a sample, where that alone decides.
  std::optional<RowState> in_place(const CellRecord& cell, const ResultRecord& row) const;
  /// The state of a result with the row's key, where it stands for the row.
  std::optional<RowState> of_key(const ResultRecord& row) const;

 private:
  const ResultStore& results_;
  std::string machine_digest_;
  Overwrite overwrite_;
  bool retry_failed_;
};

}  // namespace mbench
