#include "runners/models/model_settings.h"

#include "core/byte_size.h"
#include "core/error.h"
#include "runners/models/augmentation.h"

namespace mbench {

void ModelSettings::check() const {
  memory_mode();
  if (!augmentation.empty()) parse_augmentation(augmentation);
}

std::string ModelSettings::mode() const {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "+") + part; };
  const MemoryMode saving = memory_mode();
  if (!saving.plain()) add(saving.text());
  if (!augmentation.empty()) add("tta=" + parse_augmentation(augmentation).text());
  if (!fusion.empty()) add("fusion=" + fusion);
  if (ram_bytes) add("ram=" + byte_size_text(*ram_bytes));
  if (vram_bytes) add("vram=" + byte_size_text(*vram_bytes));
  return text.empty() ? "plain" : text;
}

std::string refusal_without_network(const ModelSettings& settings) {
  MemoryMode left = settings.memory_mode();
  left.tiles.reset();  // these two are for any model
  left.longest_side.reset();
  if (!left.plain()) return "it is no network, so it has no memory mode " + left.text();
  if (!settings.fusion.empty()) return "it joins no scales, so it has no fusion";
  if (settings.vram_bytes) return "it runs on the CPU, so --vram limits nothing";
  return {};
}

}  // namespace mbench
