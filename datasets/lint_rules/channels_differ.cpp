#include <fmt/format.h>

#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

void of_picture(const LintPicture& picture, const LintSample& sample, const Layout&,
                Findings& findings) {
  if (picture.channel_warnings.empty()) return;
  findings.push_back(make_finding(
      FindingCode::channels_differ,
      {picture.file, sample.found.name,
       fmt::format("{} stored as {} of {} bits: {}", to_text(picture.part),
                   picture.metadata.channels == 1
                       ? std::string("a palette")
                       : fmt::format("{} channels", picture.metadata.channels),
                   picture.metadata.bit_depth, fmt::join(picture.channel_warnings, "; ")),
       "store it with one channel, so that every program reads the same"}));
}

}  // namespace

LintRule channels_differ_rule() { return {of_picture, nullptr, nullptr}; }

}  // namespace mbench
