#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"

#include <string>

namespace mbench {

/// Where one split of a referring data set keeps its parts, all below the data set's folder.
struct ReferringSplit {
  std::string split;
  std::string images;  ///< a folder
  std::string masks;   ///< a folder of IMAGE_N.png, N from 1
  const TreeFile* labels = nullptr;
  std::string labels_name;  ///< what the label file is called, where it is missing
};

/// Appends one sample per mask, in the byte order of the masks' names: named after the mask,
/// its entity N, its foreground the image's stem. The image is the one that the label names,
/// else the one of the mask's stem without _N, else (where images were copied per mask) of the
/// mask's whole stem.
///
/// A mask without image is a problem and no sample; a mask without label, a label without mask
/// and an image without mask are problems. Throws DataError for a label file that cannot be used.
void add_referring_split(const FileTree& tree, const ReferringSplit& split,
                         DatasetContents& contents);

}  // namespace mbench
