#pragma once

#include "synth/trimap_recipe.h"

#include <opencv2/core/types.hpp>

#include <optional>
#include <string_view>

namespace mbench {

/// How large an ellipse of OpenCV's erodes, and how often.
struct TrimapErosion {
  int ellipse_px = 1;
  int iterations = 1;
  bool operator==(const TrimapErosion&) const = default;
};

/// What a recipe comes to for one sample, after its draws. Opaque and clear pixels are taken
/// apart and eroded; what is left of them is foreground and background, the rest unknown.
struct TrimapSteps {
  TrimapErosion foreground;
  TrimapErosion background;
  /// How far from 1 and 0 a float alpha still counts as opaque and clear.
  float tolerance = 0.0F;
  /// Of OpenCV: the alpha is first squashed to a square of kTrimapSquashPx with it, and the
  /// trimap brought back by the nearest pixel.
  std::optional<int> squash_interpolation;
  bool operator==(const TrimapSteps&) const = default;
};

inline constexpr int kTrimapSquashPx = 640;

/// The steps for an alpha of this size. What is drawn depends on the recipe's family and seed,
/// the sample's name and nothing else. Not for background_matting_v2. Throws UsageError.
///
/// Sources are those of trimap_forms(). Matting-Anything has no kernel above 99 pixels; larger
/// pictures, on which it fails, stay at that.
TrimapSteps trimap_steps(const TrimapRecipe& recipe, std::string_view sample, cv::Size size);

}  // namespace mbench
