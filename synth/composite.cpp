#include "synth/composite.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "synth/blend.h"
#include "synth/pillow_resize.h"

namespace mbench {
namespace {

/// A target beyond this cannot be the protocol's: no published background comes near it.
constexpr double kLargestSide = 1 << 30;

/// One opacity for each byte of an R,G,B row.
void spread_over_channels(const std::uint8_t* alpha, int width, std::uint8_t* to) {
  for (int x = 0; x < width; ++x) {
    to[3 * x] = alpha[x];
    to[3 * x + 1] = alpha[x];
    to[3 * x + 2] = alpha[x];
  }
}

void blend_rows(const cv::Mat& foreground, const cv::Mat& alpha, const cv::Mat& background,
                const cv::Range& rows, cv::Mat& to) {
  const int bytes = 3 * foreground.cols;
  std::vector<std::uint8_t> opacity(static_cast<std::size_t>(bytes));
  for (int y = rows.start; y < rows.end; ++y) {
    spread_over_channels(alpha.ptr(y), alpha.cols, opacity.data());
    blend_bytes(opacity.data(), foreground.ptr(y), background.ptr(y), to.ptr(y), bytes);
  }
}

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
  cv::Mat blended(size, CV_8UC3);
  cv::parallel_for_({0, size.height}, [&](const cv::Range& rows) {
    blend_rows(foreground.pixels(), opacity, behind, rows, blended);
  });
  return Image(blended);
}

}  // namespace mbench
