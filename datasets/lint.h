#pragma once

#include "core/progress.h"
#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/finding.h"
#include "datasets/layout.h"

#include <string>
#include <vector>

namespace mbench {

/// The pixels of one file of a data set, so that others can be compared with them.
struct PixelDigest {
  std::string digest;   ///< sha256_of_pixels: of an image's R, G, B, of an alpha's channel 0
  std::string dataset;  ///< its name; lint() itself gives the layout's
  std::string sample;
};

struct LintOptions {
  int threads = 1;
  /// Whether images are decoded too, which is most of the work: else duplicates are only told
  /// of alphas, and of images nothing but the header is read.
  bool image_digests = true;
  /// Of other data sets, for duplicate-across.
  std::vector<PixelDigest> others;
};

struct LintReport {
  std::vector<Finding> findings;     ///< sorted by file and code, whatever the threads
  std::vector<PixelDigest> digests;  ///< of every alpha and image, in the order of the samples
};

/// What a careful reader would object to in the data itself: every code of finding_codes.h from
/// undecodable on. The rules are in lint_rules/.
///
/// Each thread holds the pictures of one sample at a time; what consecutive samples share is
/// read once. One unreadable file is a finding and never an end; throws Interrupted when the
/// user asked to stop.
LintReport lint(const FileTree& tree, const Layout& layout, const DatasetContents& contents,
                const LintOptions& options, Progress& progress);

}  // namespace mbench
