#pragma once

#include <opencv2/core/mat.hpp>

namespace mbench {

enum class PillowFilter { nearest, bilinear, bicubic, lanczos };

/// Resizes an 8-bit picture (CV_8UC1 or CV_8UC3) exactly as Pillow's Image.resize does:
/// every byte is equal. Composition-1K was made with its BICUBIC.
///
/// Source: Pillow's libImaging/Resample.c (two passes, horizontal first, 22-bit integer
/// weights, 8-bit between the passes; a pass whose size does not change is skipped).
/// Throws UsageError unless both sides of `size` are positive.
cv::Mat pillow_resize(const cv::Mat& pixels, cv::Size size, PillowFilter filter);

/// The top-left `corner` of pillow_resize(pixels, size, filter), without the work for the
/// rest; a corner that reaches beyond `size` is cut to it.
cv::Mat pillow_resize_corner(const cv::Mat& pixels, cv::Size size, cv::Size corner,
                             PillowFilter filter);

}  // namespace mbench
