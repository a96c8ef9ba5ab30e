#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

/// Layouts whose mattes nobody has in another form.
constexpr std::array<std::string_view, 1> kPublishedAsJpeg{"ppm100"};

bool is_published_as_jpeg(const Layout& layout) {
  return std::find(kPublishedAsJpeg.begin(), kPublishedAsJpeg.end(), layout.name) !=
         kPublishedAsJpeg.end();
}

void of_picture(const LintPicture& picture, const LintSample& sample, const Layout& layout,
                Findings& findings) {
  if (picture.part != PicturePart::alpha || picture.metadata.kind != "jpeg") return;
  if (is_published_as_jpeg(layout)) return;
  findings.push_back(make_finding(
      FindingCode::jpeg_truth,
      {picture.file, sample.found.name, "the ground truth is a JPEG: 0 and 255 carry noise",
       "take the original, and store it as PNG"}));
}

/// Once, where nothing can be done about it.
void of_set(const LintSet& set, Findings& findings) {
  if (!is_published_as_jpeg(set.layout) || set.is_fixture()) return;
  findings.push_back(make_exceptional_finding(
      FindingCode::jpeg_truth, {std::string(kWholeDataset), "",
                                "the ground truth is published as JPEG: 0 and 255 carry noise",
                                "mind it when errors near zero are compared"}));
}

}  // namespace

LintRule jpeg_truth_rule() { return {of_picture, nullptr, of_set}; }

}  // namespace mbench
