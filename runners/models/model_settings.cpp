#include "runners/models/model_settings.h"

#include "core/error.h"
#include "runners/models/augmentation.h"

#include <charconv>

namespace mbench {
namespace {

constexpr const char* kTokens = "tokens:";

}  // namespace

void ModelSettings::check() const {
  if (memory != "plain" && !max_tokens()) {
    throw UsageError("there is no memory mode '" + memory + "'",
                     "modes are plain and tokens:N (MEMatte's cap on attention), N at least 1");
  }
  if (!augmentation.empty()) parse_augmentation(augmentation);
}

std::string ModelSettings::mode() const {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "+") + part; };
  if (memory != "plain") add(memory);
  if (!augmentation.empty()) add("tta=" + parse_augmentation(augmentation).text());
  if (!fusion.empty()) add("fusion=" + fusion);
  return text.empty() ? "plain" : text;
}

std::optional<std::int64_t> ModelSettings::max_tokens() const {
  const std::string prefix = kTokens;
  if (memory.compare(0, prefix.size(), prefix) != 0) return std::nullopt;
  std::int64_t tokens = 0;
  const char* end = memory.data() + memory.size();
  const auto [stopped, error] = std::from_chars(memory.data() + prefix.size(), end, tokens);
  if (error != std::errc() || stopped != end || tokens < 1) return std::nullopt;
  return tokens;
}

std::string refusal_without_network(const ModelSettings& settings) {
  if (settings.memory != "plain") return "it has no memory mode " + settings.memory;
  if (!settings.fusion.empty()) return "it joins no scales, so it has no fusion";
  return {};
}

}  // namespace mbench
