#pragma once

#include "core/progress.h"
#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/finding.h"
#include "datasets/layout.h"

#include <vector>

namespace mbench {

/// How much verify() looks at; each holds the ones before.
enum class VerifyLevel {
  quick,   ///< names, counts and list files
  full,    ///< every file of every sample decodes
  pixels,  ///< the pixels are the published ones, where that is known
};

/// Whether the data set is complete, readable and the published one: problem, left-out,
/// wrong-count, changed-list, undecodable, changed-pixels (see finding_codes.h).
///
/// A fixture is compared with what its marker says instead of the published data set. Findings
/// are sorted by file and code, whatever the threads. One unreadable file is a finding and
/// never an end; throws Interrupted when the user asked to stop.
std::vector<Finding> verify(const FileTree& tree, const Layout& layout,
                            const DatasetContents& contents, VerifyLevel level, int threads,
                            Progress& progress);

/// By file, code and message; of those that are equal in all three the first.
std::vector<Finding> in_order(std::vector<Finding> findings);

}  // namespace mbench
