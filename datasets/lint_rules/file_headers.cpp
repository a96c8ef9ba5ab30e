#include <fmt/format.h>

#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

void of_picture(const LintPicture& picture, const LintSample& sample, const Layout&,
                Findings& findings) {
  const PictureMetadata& metadata = picture.metadata;
  if (metadata.exif_orientation != 1) {
    findings.push_back(make_finding(
        FindingCode::exif_orientation,
        {picture.file, sample.found.name,
         fmt::format("its Exif orientation is {}: OpenCV turns it when it reads it, Pillow and "
                     "mbench do not",
                     metadata.exif_orientation),
         "remove the tag, and turn the pixels if the other parts are turned"}));
  }
  if (metadata.broken_colour_profile) {
    findings.push_back(
        make_finding(FindingCode::broken_iccp,
                     {picture.file, sample.found.name,
                      "its iCCP chunk holds no profile of this picture; the pixels are unaffected",
                      "nothing need be done; pngfix or optipng -strip removes it"}));
  }
}

}  // namespace

LintRule file_headers_rule() { return {of_picture, nullptr, nullptr}; }

}  // namespace mbench
