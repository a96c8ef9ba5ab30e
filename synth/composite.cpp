#include "synth/composite.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/blend.h"
#include "synth/pillow_resize.h"

namespace mbench {
namespace {

/// A target beyond this cannot be the protocol's: no published background comes near it.
constexpr double kLargestSide = 1 << 30;

}  // namespace

cv::Size background_size(cv::Size foreground, cv::Size background) {
  MBENCH_ASSERT(!foreground.empty() && !background.empty());
  const double ratio = std::max(static_cast<double>(foreground.width) / background.width,
                                static_cast<double>(foreground.height) / background.height);
  if (!(ratio > 1.0)) return background;
  const double width = std::ceil(background.width * ratio);
  const double height = std::ceil(background.height * ratio);
  if (std::max(width, height) > kLargestSide) {
    throw DataError(fmt::format("a background of {}x{} cannot cover a foreground of {}x{}",
                                background.width, background.height, foreground.width,
                                foreground.height));
  }
  return {static_cast<int>(width), static_cast<int>(height)};
}

Image composite_dim(const Image& foreground, const Alpha& alpha, const Image& background) {
  const cv::Size size = foreground.size();
  if (alpha.size() != size) {
    throw DataError(fmt::format("the foreground is {}x{} but its alpha is {}x{}", size.width,
                                size.height, alpha.size().width, alpha.size().height));
  }
  const cv::Mat opacity = to_bytes(alpha, Rounding::nearest).pixels();
  const cv::Mat behind = pillow_resize_corner(
      background.pixels(), background_size(size, background.size()), size, PillowFilter::bicubic);
  MBENCH_ASSERT(behind.size() == size);
  cv::Mat blended = new_pixels(size, CV_8UC3);
  cv::parallel_for_({0, size.height}, [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      blend_row(opacity.ptr(y), foreground.pixels().ptr(y), behind.ptr(y), blended.ptr(y),
                size.width);
    }
  });
  return Image(blended);
}

}  // namespace mbench
