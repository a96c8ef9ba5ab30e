#include "runners/weights/published_names.h"

#include <string_view>
#include <unordered_set>
#include <vector>

namespace mbench {
namespace {

constexpr const char* kWrappers[] = {"", "model.", "net.", "network.", "generator.", "model.net."};

/// No network has nearly as many; a file that was made to waste time may.
constexpr std::size_t kMostTensors = 20'000;

struct Rule {
  std::string wrapper;
  std::string part;
  const std::vector<std::pair<std::string, std::string>>* renames = nullptr;

  std::string operator()(const std::string& name) const {
    std::string published = name;
    if (published.rfind(wrapper, 0) == 0) published.erase(0, wrapper.size());
    if (renames != nullptr) {
      for (const auto& [from, to] : *renames) replace_all(published, from, to);
    }
    return part + published;
  }

 private:
  static void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
};

}  // namespace

NameRule published_names(const ParameterManifest& manifest, const Checkpoint& checkpoint) {
  if (checkpoint.tensors().size() > kMostTensors) return Rule{};
  std::unordered_set<std::string_view> known;
  for (const Parameter& parameter : manifest.parameters) known.insert(parameter.name);
  std::vector<std::string> parts = {""};
  for (const PublishedFile& file : manifest.files) {
    if (!file.part.empty()) parts.push_back(file.part);
  }
  std::vector<Rule> rules;
  for (const char* wrapper : kWrappers) {
    for (const std::string& part : parts) {
      rules.push_back({wrapper, part});
      if (!manifest.renames.empty()) rules.push_back({wrapper, part, &manifest.renames});
    }
  }
  Rule best;
  std::size_t most = 0;
  for (const Rule& rule : rules) {
    std::size_t matched = 0;
    for (const CheckpointTensor& tensor : checkpoint.tensors()) {
      if (known.count(rule(tensor.name)) > 0) ++matched;
    }
    if (matched > most) {
      most = matched;
      best = rule;
    }
  }
  return best;
}

}  // namespace mbench
