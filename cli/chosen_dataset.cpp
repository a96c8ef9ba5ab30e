#include "cli/chosen_dataset.h"

#include "core/error.h"
#include "core/nearest_names.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <fmt/format.h>

namespace mbench {
namespace {

/// The indexed data set of this name or folder; none if the store is not there either.
std::optional<DatasetRecord> indexed(const std::string& name_or_folder, const std::string& db,
                                     std::vector<std::string>& names) {
  boost::system::error_code error;
  if (!fs::exists(db, error)) return std::nullopt;
  Database database(db, Database::Open::read_only);
  const SampleStore store(database);
  for (const DatasetRecord& dataset : store.datasets()) names.push_back(dataset.name);
  return store.find(name_or_folder);
}

}  // namespace

ChosenDataset choose_dataset(const DatasetChoice& choice, const std::string& db) {
  std::vector<std::string> names;
  const std::optional<DatasetRecord> record = indexed(choice.name_or_folder, db, names);
  boost::system::error_code error;
  if (!record && !fs::is_directory(choice.name_or_folder, error)) {
    throw DataError(
        fmt::format("'{}' is neither an indexed data set nor a folder", choice.name_or_folder),
        names.empty() ? "index one with `mbench data index DIR`, or name a folder"
                      : did_you_mean(choice.name_or_folder, names));
  }
  ChosenDataset chosen{record ? record->name : fs::path(choice.name_or_folder).filename().string(),
                       FileTree(record ? fs::path(record->root) : choice.name_or_folder),
                       nullptr,
                       {}};
  const bool told = choice.layout != "auto";
  chosen.layout = &(told     ? find_layout(choice.layout)
                    : record ? find_layout(record->layout)
                             : recognise_layout(chosen.tree));
  std::string trimap = choice.trimap;
  if (trimap.empty() && record && record->layout == chosen.layout->name) {
    trimap = record->trimap_source;
  }
  chosen.contents = chosen.layout->contents(chosen.tree, {trimap});
  return chosen;
}

}  // namespace mbench
