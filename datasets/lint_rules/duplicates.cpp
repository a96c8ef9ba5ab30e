#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "datasets/lint_rules/known_overlaps.h"
#include "datasets/lint_rules/lint_rules.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

/// "alpha_copy/forest" of "alpha_copy/forest_12.png"; "" for a file in another folder.
std::string copied_alpha(const std::string& path) {
  const TreeFile file{path};
  const std::string_view folder = file.folder();
  const std::string_view last = folder.substr(folder.rfind('/') + 1);
  if (folded_name(last) != "alpha copy") return {};
  return fmt::format("{}/{}", folder, without_number(file.stem()));
}

/// Whether two files are alike by intent: an alpha copied for each composite of its
/// foreground, an image copied for each of its entities.
bool are_copies(const DigestedFile& a, const DigestedFile& b, const Layout& layout) {
  const FoundSample& one = *a.sample;
  const FoundSample& other = *b.sample;
  const bool one_object = !one.foreground.empty() && one.foreground == other.foreground;
  if (a.part == PicturePart::image) {
    return one_object && !one.entity.empty() && !other.entity.empty() &&
           one.entity != other.entity && one.split == other.split;
  }
  if (one_object && one.entity == other.entity) {
    // The overlap of splits tells of a known one.
    return one.split == other.split || is_known_overlap(layout.name, one.foreground);
  }
  const std::string copied = copied_alpha(a.file);
  return !copied.empty() && copied == copied_alpha(b.file);
}

void within(const LintSet& set, Findings& findings) {
  std::map<std::pair<PicturePart, std::string_view>, std::vector<const DigestedFile*>> alike;
  for (const DigestedFile& file : set.files) {
    std::vector<const DigestedFile*>& before = alike[{file.part, file.digest}];
    const bool copy = std::any_of(before.begin(), before.end(), [&](const DigestedFile* other) {
      return are_copies(*other, file, set.layout);
    });
    if (copy) continue;
    if (!before.empty()) {
      findings.push_back(make_finding(
          FindingCode::duplicate,
          {file.file, file.sample->name,
           fmt::format("this {} has the same pixels as {} of sample {}", to_text(file.part),
                       before.front()->file, before.front()->sample->name),
           "leave one of them out, or find the file that was meant"}));
    }
    before.push_back(&file);
  }
}

void across(const LintSet& set, Findings& findings) {
  std::map<std::string_view, std::vector<const PixelDigest*>> others;
  for (const PixelDigest& other : set.options.others) others[other.digest].push_back(&other);
  for (const DigestedFile& file : set.files) {
    const auto found = others.find(file.digest);
    if (found == others.end()) continue;
    const PixelDigest& other = *found->second.front();
    std::string message = fmt::format("this {} has the same pixels as one of sample {} of {}",
                                      to_text(file.part), other.sample, other.dataset);
    if (found->second.size() > 1) message += fmt::format(" and {} more", found->second.size() - 1);
    findings.push_back(
        make_finding(FindingCode::duplicate_across,
                     {file.file, file.sample->name, message,
                      "do not train on the one and test on the other, nor count it twice"}));
  }
}

void of_set(const LintSet& set, Findings& findings) {
  within(set, findings);
  across(set, findings);
}

}  // namespace

LintRule duplicates_rule() { return {nullptr, nullptr, of_set}; }

}  // namespace mbench
