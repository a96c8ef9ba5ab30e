#include "synth/scene/scene_options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "synth/scene/layers.h"

namespace mbench {
namespace {

constexpr int kMostEntities = static_cast<int>(kMostLayers);
constexpr int kLargestSide = 32'768;

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

[[noreturn]] void refuse_counts(std::string_view text) {
  throw UsageError(
      fmt::format("--entities-per-image: '{}' says no numbers from 1 to {}", text, kMostEntities),
      "write a number (2), a range (2-3) or weights (1:1,2:3,3:1)");
}

bool can_be_drawn(const std::vector<EntityCount>& counts) {
  double sum = 0;
  for (const EntityCount& count : counts) {
    const bool usable = count.entities >= 1 && count.entities <= kMostEntities &&
                        std::isfinite(count.weight) && count.weight >= 0 && count.weight <= 1e9;
    if (!usable) return false;
    sum += count.weight;
  }
  return sum > 0;
}

EntityCount count_in(std::string_view part, std::string_view whole) {
  const std::size_t colon = part.find(':');
  const auto entities = number_in<int>(part.substr(0, colon));
  std::optional<double> weight = 1.0;
  if (colon != std::string_view::npos) weight = number_in<double>(part.substr(colon + 1));
  if (!entities || !weight) refuse_counts(whole);
  return {*entities, *weight};
}

std::vector<EntityCount> range_in(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto low = number_in<int>(text.substr(0, dash));
  const auto high = number_in<int>(text.substr(dash + 1));
  if (!low || !high || *low > *high || *low < 1 || *high > kMostEntities) refuse_counts(text);
  std::vector<EntityCount> counts;
  for (int entities = *low; entities <= *high; ++entities) counts.push_back({entities, 1.0});
  return counts;
}

}  // namespace

void SceneOptions::check() const {
  if (!can_be_drawn(counts)) refuse_counts(text_of(counts));
  if (size.empty()) return;
  if (std::min(size.width, size.height) < kLeastSide ||
      std::max(size.width, size.height) > kLargestSide) {
    throw UsageError(fmt::format("scenes of {}x{} cannot be made", size.width, size.height),
                     fmt::format("choose sides from {} to {}", kLeastSide, kLargestSide));
  }
}

std::vector<EntityCount> parse_entity_counts(std::string_view text) {
  std::vector<EntityCount> counts;
  if (text.find('-') != std::string_view::npos) {
    counts = range_in(text);
  } else {
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t comma = std::min(text.find(',', from), text.size());
      counts.push_back(count_in(text.substr(from, comma - from), text));
      from = comma + 1;
    }
  }
  if (!can_be_drawn(counts)) refuse_counts(text);
  return counts;
}

std::string text_of(const std::vector<EntityCount>& counts) {
  std::string text;
  for (const EntityCount& count : counts) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : ",", count.entities, count.weight);
  }
  return text;
}

cv::Size parse_scene_size(std::string_view text) {
  if (text == "background") return {};
  const std::size_t cross = text.find('x');
  if (cross != std::string_view::npos) {
    const auto width = number_in<int>(text.substr(0, cross));
    const auto height = number_in<int>(text.substr(cross + 1));
    if (width && height) {
      SceneOptions options;
      options.size = {std::max(*width, 1), std::max(*height, 1)};
      options.check();
      return options.size;
    }
  }
  throw UsageError(fmt::format("--size: '{}' is no size", text),
                   "write WIDTHxHEIGHT, such as 1024x768, or background");
}

}  // namespace mbench
