#include <fmt/format.h>

#include "datasets/lint_rules/lint_rules.h"
#include "datasets/sample.h"

namespace mbench {
namespace {

void compare(const LintSample& sample, const LintPicture& picture, const LintPicture& other,
             cv::Size size, Findings& findings) {
  const cv::Size own = picture.metadata.size;
  if (own == size) return;
  findings.push_back(make_finding(
      FindingCode::size_mismatch,
      {picture.file, sample.found.name,
       fmt::format("this {} is {}x{} but {} {} is {}x{}", to_text(picture.part), own.width,
                   own.height, to_text(other.part), other.file, size.width, size.height),
       "nothing is resized silently: bring them to one size, or check that they belong together"}));
}

void of_sample(const LintSample& sample, Findings& findings) {
  const auto& [found, image, background, alpha, trimap] = sample;
  if (alpha && image) compare(sample, *alpha, *image, image->metadata.size, findings);
  // Of a composite that is made small, only the trimap has the composite's size.
  const auto made_size = [&](cv::Size size) {
    return sample.found.image.empty()
               ? composite_size(size, sample.found.max_side_px, sample.found.protocol)
               : size;
  };
  if (trimap && image) {
    compare(sample, *trimap, *image, made_size(image->metadata.size), findings);
  } else if (trimap && alpha) {
    compare(sample, *trimap, *alpha, made_size(alpha->metadata.size), findings);
  }
}

}  // namespace

LintRule size_mismatch_rule() { return {nullptr, of_sample, nullptr}; }

}  // namespace mbench
