#pragma once

#include "core/progress.h"
#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/finding.h"
#include "datasets/layout.h"

#include <vector>

namespace mbench {

/// wrong-count for every split of `expected` that is there with another number of samples or
/// foregrounds.
std::vector<Finding> check_counts(const DatasetContents& contents,
                                  const std::vector<ExpectedCount>& expected);

/// changed-list for every file of an expected name with other entries, wherever it lies.
/// Whether its last line ends does not matter.
std::vector<Finding> check_lists(const FileTree& tree, const std::vector<ExpectedList>& expected);

/// changed-pixels for every split that is there with other pictures. Says nothing where a
/// picture cannot be decoded or where the samples have none of that part. Throws Interrupted.
std::vector<Finding> check_pixels(const FileTree& tree, const DatasetContents& contents,
                                  const std::vector<ExpectedPixels>& expected, int threads,
                                  Progress& progress);

}  // namespace mbench
