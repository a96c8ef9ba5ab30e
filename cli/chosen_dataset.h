#pragma once

#include "datasets/layout.h"
#include "store/records.h"

#include <optional>
#include <string>

namespace mbench {

/// A data set to look at: what is indexed under a name or folder, or a folder that is not.
struct ChosenDataset {
  std::string name;
  FileTree tree;
  const Layout* layout = nullptr;
  DatasetContents contents;
};

/// How the user named it.
struct DatasetChoice {
  std::string name_or_folder;
  std::string layout = "auto";
  std::string trimap;  ///< empty: as it was indexed, or the layout's default
};

/// Reads the folder as it is now. `db` may be a store that is not there. Throws DataError if it
/// is neither indexed nor a folder, and as Layout::contents.
ChosenDataset choose_dataset(const DatasetChoice& choice, const std::string& db);

}  // namespace mbench
