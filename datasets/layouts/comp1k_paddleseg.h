#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"

#include <optional>
#include <string>

namespace mbench {

/// The folder that PaddleSeg's `train.txt` and `train/{fg,alpha}`, or `val.txt` and
/// `val/{fg,alpha}`, lie in.
std::optional<std::string> find_paddleseg(const FileTree& tree);

/// The composites of `train.txt` (split train) and `val.txt` (split test). A line is
/// `foreground background trimap`, the last or the last two of which may be missing, as paths
/// below the folder or as bare names. A foreground's composites are numbered as their trimaps are,
/// or else in the order of the list.
///
/// Throws DataError for a list that cannot be used.
DatasetContents paddleseg_contents(const FileTree& tree, const std::string& base);

}  // namespace mbench
