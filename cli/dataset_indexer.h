#pragma once

#include "core/progress.h"
#include "datasets/layout.h"
#include "store/sample_store.h"

#include <string>
#include <vector>

namespace mbench {

struct IndexOptions {
  /// A layout's name; auto: as it was indexed before, else told from the folder's structure.
  std::string layout = "auto";
  std::string trimap;  ///< one of its sources; empty: as before, or its default
  std::string name;    ///< empty: as it is called, or the folder's name
  int threads = 1;
};

/// What indexing found.
struct IndexOutcome {
  DatasetRecord dataset;
  std::size_t files = 0;              ///< in the folder
  std::size_t opened = 0;             ///< whose headers were read
  bool unchanged = false;             ///< nothing had changed since; the store was left as it was
  std::vector<std::string> problems;  ///< one line each, naming the file
};

/// Indexes a folder into the store. A file whose length and time are the stored ones is not
/// opened; where that holds for all and there was no problem, nothing but the listing is done.
/// Headers are read on `threads` threads; one that cannot be read is a problem. All is written
/// in one transaction.
///
/// Throws DataError and UsageError as Layout::contents, StoreError, and Interrupted when the
/// user asked to stop.
IndexOutcome index_dataset(Database& database, const fs::path& root, const IndexOptions& options,
                           Progress& progress);

}  // namespace mbench
