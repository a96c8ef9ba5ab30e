#pragma once

#include "cli/dataset_selection.h"
#include "core/progress.h"
#include "reports/contact_sheet.h"

#include <string>
#include <vector>

namespace mbench {

struct BrowseOptions {
  fs::path page;         ///< the HTML file; the thumbnails go to a folder beside it
  int picture_px = 160;  ///< the longer side of a thumbnail
  int threads = 1;
};

/// A contact sheet and what could not be put on it.
struct BrowsedDataset {
  ContactSheet sheet;
  std::vector<std::string> problems;  ///< one line each, naming the file
};

/// Makes the thumbnails of the selected samples, image (or, of a composite that is yet to be
/// made, its foreground), alpha and trimap, and describes the sheet that shows them. A picture
/// that several samples share is read once.
///
/// Throws as SampleRows::each and make_thumbnails.
BrowsedDataset browse_dataset(const SampleRows& rows, const BrowseOptions& options,
                              Progress& progress);

}  // namespace mbench
