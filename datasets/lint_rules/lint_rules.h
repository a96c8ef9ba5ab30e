#pragma once

#include "core/picture_metadata.h"
#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/finding.h"
#include "datasets/finding_codes.h"
#include "datasets/layout.h"
#include "datasets/lint.h"

#include <opencv2/core/mat.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// What a file is to its sample. The image of a composite that is yet to be made is its
/// foreground.
enum class PicturePart { image, background, alpha, trimap };

std::string_view to_text(PicturePart part);

/// One file as the rules see it.
struct LintPicture {
  PicturePart part = PicturePart::image;
  std::string file;
  PictureMetadata metadata;
  cv::Mat pixels;  ///< channel 0 of an alpha (bytes, or float in 0..1) or a trimap, else empty
  /// What was left out to have one channel, one line each; see read_alpha.
  std::vector<std::string> channel_warnings;
  std::string digest;  ///< see PixelDigest; of images and alphas
};

/// One sample. A part is empty where there is none or where it cannot be read, which has been
/// told.
struct LintSample {
  const FoundSample& found;
  std::optional<LintPicture> image, background, alpha, trimap;
};

/// Whose pixels a digest stands for.
struct DigestedFile {
  PicturePart part = PicturePart::image;
  std::string file;
  std::string digest;
  const FoundSample* sample = nullptr;
};

/// All samples, when each has been looked at.
struct LintSet {
  const FileTree& tree;
  const Layout& layout;
  const DatasetContents& contents;
  const LintOptions& options;
  std::vector<DigestedFile> files;  ///< each file once, in the order of the samples

  /// What is made up was neither published nor trained on.
  bool is_fixture() const { return tree.find(kFixtureMarker) != nullptr; }
};

using Findings = std::vector<Finding>;

/// Something to object to. A rule looks at files, at samples or at the set, and may look at
/// several of them.
struct LintRule {
  /// Each file that could be read; called again for a file that other samples share.
  void (*of_picture)(const LintPicture&, const LintSample&, const Layout&, Findings&) = nullptr;
  void (*of_sample)(const LintSample&, Findings&) = nullptr;
  /// Once, at the end.
  void (*of_set)(const LintSet&, Findings&) = nullptr;
};

/// Every rule; undecodable is told by lint() itself.
const std::vector<LintRule>& lint_rules();

LintRule size_mismatch_rule();
LintRule trimap_contradicts_alpha_rule();
LintRule trimap_values_rule();
LintRule channels_differ_rule();
LintRule constant_mattes_rule();
LintRule jpeg_truth_rule();
LintRule file_headers_rule();
LintRule duplicates_rule();
LintRule train_test_overlap_rule();
LintRule known_leakage_rule();

}  // namespace mbench
