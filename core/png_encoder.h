#pragma once

#include <opencv2/core/mat.hpp>

#include <string_view>
#include <vector>

#include "core/png_recipe.h"

namespace mbench {

/// How much time a PNG may take for how few bytes; the pixels are the same.
enum class PngEffort {
  normal,  ///< about as small as zlib's default level, composites smaller: see smallest_recipe
  fast     ///< at most 1.3 times that size, mostly 1.1, in a third of the time
};

/// The effort of a text as options have it: `default` or `fast`. Throws UsageError.
PngEffort parse_png_effort(std::string_view text);

/// The PNG of a grey (CV_8UC1) or R,G,B (CV_8UC3) picture. Throws InternalError for another type.
std::vector<unsigned char> png_bytes(const cv::Mat& pixels, PngEffort effort = PngEffort::normal);
std::vector<unsigned char> png_bytes(const cv::Mat& pixels, const PngRecipe& recipe);

}  // namespace mbench
