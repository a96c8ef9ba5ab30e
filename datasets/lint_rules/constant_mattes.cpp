#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

Finding constant(FindingCode code, const LintPicture& alpha, const std::string& sample,
                 const char* value) {
  return make_finding(
      code, {alpha.file, sample, fmt::format("all {} pixels are {}", alpha.pixels.total(), value),
             "check that this is the right file, or leave the sample out"});
}

void of_picture(const LintPicture& picture, const LintSample& sample, const Layout&,
                Findings& findings) {
  if (picture.part != PicturePart::alpha) return;
  double least = 0.0;
  double most = 0.0;
  cv::minMaxLoc(picture.pixels, &least, &most);
  const double opaque = picture.pixels.depth() == CV_8U ? 255.0 : 1.0;
  if (most == 0.0) {
    findings.push_back(constant(FindingCode::empty_matte, picture, sample.found.name, "clear"));
  }
  if (least == opaque) {
    findings.push_back(constant(FindingCode::full_matte, picture, sample.found.name, "opaque"));
  }
}

}  // namespace

LintRule constant_mattes_rule() { return {of_picture, nullptr, nullptr}; }

}  // namespace mbench
