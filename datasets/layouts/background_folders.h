#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"

#include <string>
#include <vector>

namespace mbench {

/// A folder of backgrounds, as it is, and the split that it makes up.
struct BackgroundFolder {
  std::string split;
  std::string folder;
};

/// The folders directly in `bases` (patterns; the first in which any is wanted counts) whose
/// folded names are wanted, by the names of their splits.
std::vector<BackgroundFolder> background_folders(const FileTree& tree,
                                                 const std::vector<std::string>& bases,
                                                 bool (*is_wanted)(const std::string& folded_name));

/// One sample for each picture, with nothing but its image, category "background".
DatasetContents background_contents(const FileTree& tree,
                                    const std::vector<BackgroundFolder>& folders);

}  // namespace mbench
