#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "datasets/lint_rules/known_overlaps.h"
#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

struct KnownOverlap {
  std::string_view layout;
  std::string_view stem;
};

constexpr std::array kKnown{KnownOverlap{"comp1k", "beach-747750_1280"}};

/// The samples of one stem in one split.
struct Group {
  const FoundSample* first = nullptr;
  int samples = 0;
};

const std::string& stem_of(const FoundSample& sample) {
  return sample.foreground.empty() ? sample.name : sample.foreground;
}

const std::string& file_of(const FoundSample& sample) {
  if (!sample.image.empty()) return sample.image;
  return sample.foreground_file.empty() ? sample.alpha : sample.foreground_file;
}

bool is_training(const std::string& split) { return folded_name(split).starts_with("train"); }

void of_set(const LintSet& set, Findings& findings) {
  std::map<std::string, std::map<std::string, Group>> splits_of;  // by stem
  for (const FoundSample& sample : set.contents.samples) {
    Group& group = splits_of[stem_of(sample)][sample.split];
    if (group.samples++ == 0) group.first = &sample;
  }
  for (const auto& [stem, splits] : splits_of) {
    const auto training = std::find_if(splits.begin(), splits.end(),
                                       [](const auto& split) { return is_training(split.first); });
    if (training == splits.end()) continue;
    for (const auto& [split, group] : splits) {
      if (is_training(split)) continue;
      const bool known = is_known_overlap(set.layout.name, stem);
      FindingText text{file_of(*group.first), group.first->name,
                       fmt::format("{} is in split {} ({} samples) as well as in {} ({})", stem,
                                   split, group.samples, training->first, training->second.samples),
                       known ? "the published lists have it so; name it when results are compared"
                             : "leave it out of one of them, unless only the name is the same"};
      findings.push_back(
          known ? make_exceptional_finding(FindingCode::train_test_overlap, std::move(text))
                : make_finding(FindingCode::train_test_overlap, std::move(text)));
    }
  }
}

}  // namespace

bool is_known_overlap(std::string_view layout, std::string_view stem) {
  return std::any_of(kKnown.begin(), kKnown.end(), [&](const KnownOverlap& known) {
    return known.layout == layout && known.stem == stem;
  });
}

LintRule train_test_overlap_rule() { return {nullptr, nullptr, of_set}; }

}  // namespace mbench
