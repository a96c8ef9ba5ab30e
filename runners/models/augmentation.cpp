#include "runners/models/augmentation.h"

#include "core/error.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace mbench {
namespace {

constexpr double kSmallestScale = 0.1;
constexpr double kLargestScale = 4;
constexpr std::size_t kFewestScales = 2;
constexpr std::size_t kMostScales = 8;
constexpr const char* kChoices =
    "choose aematter, flip, rot4, rot4flip, or scales with their list as in scales:0.75,1,1.25";
constexpr std::string_view kScales = "scales";

std::vector<AugmentedView> turned_views(int turns, bool with_flips) {
  std::vector<AugmentedView> views;
  for (int turn = 0; turn < turns; ++turn) {
    views.push_back({1, turn, false});
    if (with_flips) views.push_back({1, turn, true});
  }
  return views;
}

double parse_scale(std::string_view text) {
  double scale = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), scale);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || !(scale >= kSmallestScale && scale <= kLargestScale)) {
    throw UsageError(fmt::format("augmentation: '{}' is no scale", text),
                     fmt::format("a scale is a number from {} to {}; {}", kSmallestScale,
                                 kLargestScale, kChoices));
  }
  return scale;
}

/// In ascending order, so that the order in which they are named makes no other choice.
std::vector<AugmentedView> scaled_views(std::string_view list) {
  std::vector<double> scales;
  for (std::size_t first = 0; first <= list.size();) {
    const std::size_t end = std::min(list.find(',', first), list.size());
    scales.push_back(parse_scale(list.substr(first, end - first)));
    first = end + 1;
  }
  std::sort(scales.begin(), scales.end());
  if (std::adjacent_find(scales.begin(), scales.end()) != scales.end()) {
    throw UsageError(fmt::format("augmentation: a scale is named twice in '{}'", list));
  }
  if (scales.size() < kFewestScales || scales.size() > kMostScales) {
    throw UsageError(fmt::format("augmentation: scales:{} names {}", list, scales.size()),
                     fmt::format("name {} to {} scales; {}", kFewestScales, kMostScales, kChoices));
  }
  std::vector<AugmentedView> views;
  for (const double scale : scales) views.push_back({scale, 0, false});
  return views;
}

std::string scales_of(const Augmentation& augmentation, const char* separator) {
  std::vector<double> scales;
  for (const AugmentedView& view : augmentation.views) scales.push_back(view.scale);
  return fmt::format("{}", fmt::join(scales, separator));
}

}  // namespace

std::string Augmentation::text() const {
  return name == kScales ? name + ":" + scales_of(*this, ",") : name;
}

std::string Augmentation::meaning() const {
  std::string shown = "turned by 0, 90, 180 and 270 degrees, each without and with a flip";
  if (name == "flip") shown = "as it is and mirrored left to right";
  if (name == "rot4") shown = "turned by 0, 90, 180 and 270 degrees";
  if (name == kScales) {
    shown = "resized by " + scales_of(*this, ", ") +
            " (shrunk by area, enlarged bilinearly; trimap nearest; alpha back bilinearly)";
  }
  std::string how = "mean";
  if (truncates_views)
    how = "mean, after truncating each to 8 bits as AEMatter's eval_tta.py does,";
  return fmt::format("Each alpha is the {} of those of {} views of the sample: {}.", how,
                     views.size(), shown);
}

Augmentation parse_augmentation(std::string_view text) {
  if (text == "aematter") return {"aematter", turned_views(4, true), true};
  if (text == "flip") return {"flip", turned_views(1, true)};
  if (text == "rot4") return {"rot4", turned_views(4, false)};
  if (text == "rot4flip") return {"rot4flip", turned_views(4, true)};
  if (text.substr(0, kScales.size()) == kScales && text.size() > kScales.size() &&
      text[kScales.size()] == ':') {
    return {std::string(kScales), scaled_views(text.substr(kScales.size() + 1))};
  }
  throw UsageError(fmt::format("there is no augmentation '{}'", text), kChoices);
}

}  // namespace mbench
