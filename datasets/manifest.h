#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"

namespace mbench {

/// The file `manifest.csv` or `manifest.jsonl` in the root; null if there is neither. Throws
/// DataError if there are both.
const TreeFile* find_manifest(const FileTree& tree);

/// The samples that a manifest lists, in its order: columns of a CSV file (see parse_csv), keys
/// of one JSON object a line in a JSONL file.
///
/// - image, alpha, trimap: files, as paths below the root with '/'. Only image is needed.
/// - foreground, background: a file likewise, or just a name; samples with one foreground are not
///   independent. Without it each image is its own foreground.
/// - category, split: any text.
/// - name: of the sample, unique within its split. Without it the image's stem.
///
/// Throws DataError that names FILE:LINE: a file that is not there, a path that is absolute or
/// leads out of the folder by "..", an unknown column or key, one that is there twice, a value
/// that is no text, a name that is there twice or cannot be a file's name, bytes that are not
/// UTF-8.
DatasetContents manifest_contents(const FileTree& tree, const TreeFile& manifest);

}  // namespace mbench
