#pragma once

#include <opencv2/core/types.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// How often scenes of so many entities are made.
struct EntityCount {
  int entities = 0;   ///< 1..kMostLayers
  double weight = 1;  ///< against the others'
};

/// What decides how scenes are made; scene i of equal options, entities and backgrounds is the
/// same everywhere.
struct SceneOptions {
  std::uint64_t seed = 0;
  /// Of the scenes. The background is enlarged or reduced (Pillow's bicubic) until it covers it,
  /// and its middle is taken. Empty: each background's own size.
  cv::Size size;
  /// RefMatte has 2.5 entities an image: 112,506 on 45,000 and 6,243 on 2,500.
  std::vector<EntityCount> counts{{2, 1}, {3, 1}};
  /// Whether two entities of a scene may be of one category. If so, expressions that could mean
  /// either are left out; if not, every entity has one of each kind (a lone one no relative).
  bool repeat_categories = false;

  /// Throws UsageError.
  void check() const;
};

/// No canvas is narrower or lower: smaller ones leave no room for several entities.
inline constexpr int kLeastSide = 64;
/// An entity that shows less of its alpha's mass than this is placed anew, ...
inline constexpr double kLeastVisibleShare = 0.3;
/// ... and so is one that shows fewer opaque pixels than this.
inline constexpr double kLeastVisiblePixels = 100;

/// "2-3" (each equally often), "2", or "1:1,2:3,4:0.5" (entities:weight). Throws UsageError.
std::vector<EntityCount> parse_entity_counts(std::string_view text);
/// "2:1,3:1".
std::string text_of(const std::vector<EntityCount>& counts);

/// "640x480"; empty for "background". Throws UsageError.
cv::Size parse_scene_size(std::string_view text);

}  // namespace mbench
