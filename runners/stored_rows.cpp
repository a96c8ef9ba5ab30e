#include "runners/stored_rows.h"

#include "core/error.h"
#include "core/nearest_names.h"

namespace mbench {

Overwrite parse_overwrite(const std::string& word) {
  if (word == "never") return Overwrite::never;
  if (word == "only-missing") return Overwrite::only_missing;
  if (word == "always") return Overwrite::always;
  throw UsageError("--overwrite: '" + word + "' is not one of the choices",
                   did_you_mean(word, {"never", "only-missing", "always"}));
}

std::optional<RowState> StoredRows::in_place(const CellRecord& cell,
                                             const ResultRecord& row) const {
  if (overwrite_ != Overwrite::never) return std::nullopt;
  return results_.placed(cell, row.sample, row.identity.convention);
}

std::optional<RowState> StoredRows::of_key(const ResultRecord& row) const {
  const std::string key = row.identity.key();
  switch (overwrite_) {
    case Overwrite::always:
      return std::nullopt;
    case Overwrite::never:
      // Another cell may hold it: measuring it again would change what that one shows.
      return results_.finished(key, "");
    case Overwrite::only_missing:
      break;
  }
  const auto state = results_.finished(key, machine_digest_);
  if (state && *state != RowState::ok && retry_failed_) return std::nullopt;
  return state;
}

}  // namespace mbench
