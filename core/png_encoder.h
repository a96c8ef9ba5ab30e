#pragma once

#include <opencv2/core/mat.hpp>

#include <string_view>
#include <vector>

namespace mbench {

/// How much time a PNG may take for how few bytes; the pixels are the same.
enum class PngEffort {
  normal,  ///< no larger than zlib's default level makes it
  fast     ///< up to 1.3 times that size, for files that are read once
};

/// The effort of a text as options have it: `default` or `fast`. Throws UsageError.
PngEffort parse_png_effort(std::string_view text);

/// The PNG of a grey (CV_8UC1) or R,G,B (CV_8UC3) picture.
///
/// Each row is filtered by the filter whose differences are least in sum, as the PNG
/// specification advises. Throws InternalError for another type.
std::vector<unsigned char> png_bytes(const cv::Mat& pixels, PngEffort effort = PngEffort::normal);

}  // namespace mbench
