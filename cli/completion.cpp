#include "cli/completion.h"

#include "datasets/layout.h"
#include "datasets/suite.h"
#include "metrics/score_card.h"
#include "runners/models/model_registry.h"
#include "runners/weights/parameter_manifest.h"
#include "synth/degrade_list.h"

namespace mbench {
namespace {

template <typename List, typename Name>
std::vector<std::string> names_in(const List& list, Name name) {
  std::vector<std::string> names;
  for (const auto& entry : list) names.push_back(name(entry));
  return names;
}

}  // namespace

Candidates candidates(const OptionText& option) {
  using Kind = Candidates::Kind;
  if (!option.choices.empty()) return {Kind::words, option.choices};
  if (option.value_name == "FILE" || option.value_name == "PATH") return {Kind::files, {}};
  if (option.value_name == "DIR") return {Kind::folders, {}};
  if (option.value_name == "MODEL") {
    return {Kind::words,
            names_in(models(), [](const ModelEntry& model) { return model.card.name; })};
  }
  if (option.value_name == "NETWORK") {
    return {Kind::words, names_in(parameter_manifests(),
                                  [](const ParameterManifest& network) { return network.model; })};
  }
  if (option.value_name == "SUITE") {
    return {Kind::words, names_in(suites(), [](const Suite& suite) { return suite.name; })};
  }
  if (option.value_name == "CONVENTION") {
    return {Kind::words,
            names_in(conventions(), [](const ConventionInfo& one) { return one.name; })};
  }
  if (option.value_name == "DEGRADATION") {
    std::vector<std::string> examples =
        names_in(corruptions(), [](const Corruption& one) { return one.example; });
    examples.insert(examples.begin(), "none");
    return {Kind::words, examples};
  }
  if (option.value_name == "LAYOUT") {
    std::vector<std::string> names =
        names_in(layouts(), [](const Layout& one) { return one.name; });
    names.insert(names.begin(), "auto");
    return {Kind::words, names};
  }
  return {};
}

}  // namespace mbench
