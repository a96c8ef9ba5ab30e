#include <algorithm>
#include <array>
#include <string_view>

#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

struct Leakage {
  std::string_view layout;
  std::string_view stem;  ///< "": of the whole data set
  std::string_view message;
};

constexpr std::string_view kBiRefNet =
    "the weights of BiRefNet for matting and for 2048x2048 are trained on this data set, as its "
    "model zoo says";

constexpr std::array kLeakages{
    Leakage{"aim500", "", kBiRefNet},
    Leakage{"aim500", "", "SAMA is said to be trained on this data set"},
    Leakage{"aim500", "", "SAM2Matting is said to be trained on this data set"},
    Leakage{"aim500", "o_0c8f03f0",
            "Transparent-460 has this picture in its training split: models trained there know it"},
    Leakage{"am2k", "", kBiRefNet},
    Leakage{"him2k", "", kBiRefNet},
    Leakage{"ppm100", "", kBiRefNet},
    Leakage{"transparent460", "o_0c8f03f0",
            "AIM-500 has this picture: a model trained on it is not to be tested there"},
};

bool is_about(const FoundSample& sample, std::string_view stem) {
  return sample.name == stem || sample.foreground == stem;
}

void of_set(const LintSet& set, Findings& findings) {
  if (set.is_fixture()) return;
  for (const Leakage& leakage : kLeakages) {
    if (leakage.layout != set.layout.name) continue;
    FindingText text{std::string(kWholeDataset), "", std::string(leakage.message),
                     "leave out such models or samples, or say so with the results"};
    if (!leakage.stem.empty()) {
      const auto& samples = set.contents.samples;
      const auto sample = std::find_if(samples.begin(), samples.end(), [&](const FoundSample& one) {
        return is_about(one, leakage.stem);
      });
      if (sample == samples.end()) continue;
      text.file = sample->image.empty() ? sample->alpha : sample->image;
      text.sample = sample->name;
    }
    findings.push_back(make_finding(FindingCode::known_leakage, std::move(text)));
  }
}

}  // namespace

LintRule known_leakage_rule() { return {nullptr, nullptr, of_set}; }

}  // namespace mbench
