#pragma once

#include "core/image.h"

#include <string>
#include <string_view>

namespace mbench {

/// A named way to make a trimap from an alpha matte, with its one parameter.
///
/// Text form: `ellipse:25`. Foreground is alpha = 255 eroded, background alpha = 0
/// eroded, each once with OpenCV's elliptic kernel of that size; the rest is unknown, so
/// every fractional pixel is.
struct TrimapRecipe {
  int ellipse_px = 25;
  std::string text() const;
};

/// Throws UsageError for another text or a size outside 1..511.
TrimapRecipe parse_trimap_recipe(std::string_view text);

Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe);

}  // namespace mbench
