#include "synth/composite.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/blend.h"
#include "synth/pillow_resize.h"

namespace mbench {
namespace {

/// A target beyond this cannot be the protocol's: no published background comes near it.
constexpr double kLongestSide = 1 << 30;
/// OpenCV resizes the whole background, not only the corner that is needed.
constexpr double kMostPixels = 1 << 30;

[[noreturn]] void refuse_to_cover(cv::Size foreground, cv::Size background) {
  throw DataError(
      fmt::format("a background of {}x{} cannot cover a foreground of {}x{}", background.width,
                  background.height, foreground.width, foreground.height),
      "take another background: this one is too narrow");
}

double ratio_of(cv::Size foreground, cv::Size background) {
  MBENCH_ASSERT(!foreground.empty() && !background.empty());
  return std::max(static_cast<double>(foreground.width) / background.width,
                  static_cast<double>(foreground.height) / background.height);
}

double enlarged(SizeRule rule, int side, double ratio) {
  return rule == SizeRule::ceiling ? std::ceil(side * ratio) : std::trunc(side * ratio + 1.0);
}

cv::Mat resized(const cv::Mat& pixels, cv::Size size, Resampler resampler) {
  if (resampler == Resampler::pillow_bicubic) {
    return pillow_resize(pixels, size, PillowFilter::bicubic);
  }
  cv::Mat result = new_pixels(size, pixels.type());
  cv::resize(pixels, result, size, 0, 0, cv::INTER_LINEAR);
  return result;
}

/// The top-left part of the background, as large as the foreground.
cv::Mat behind(const Protocol& protocol, cv::Size foreground, const Image& background) {
  const cv::Size size = background_size(protocol, foreground, background.size());
  if (size == background.size()) return background.pixels()(cv::Rect({0, 0}, foreground));
  if (protocol.resampler == Resampler::pillow_bicubic) {
    return pillow_resize_corner(background.pixels(), size, foreground, PillowFilter::bicubic);
  }
  if (static_cast<double>(size.width) * size.height > kMostPixels) {
    refuse_to_cover(foreground, background.size());
  }
  return resized(background.pixels(), size, protocol.resampler)(cv::Rect({0, 0}, foreground));
}

}  // namespace

cv::Size foreground_size(const Protocol& protocol, cv::Size size) {
  const ForegroundLimit& limit = protocol.limit;
  if (limit.longest_px == 0 && limit.shortest_px == 0) return size;
  double width = size.width;
  double height = size.height;
  if (limit.longest_px > 0) {
    const double ratio = static_cast<double>(limit.longest_px) / std::max(size.width, size.height);
    if (ratio < 1.0) {
      width = size.width * ratio;
      height = size.height * ratio;
    }
  }
  if (limit.shortest_px > 0) {
    const double ratio = limit.shortest_px / std::min(width, height);
    if (ratio > 1.0) {
      width = width * ratio;
      height = height * ratio;
    }
  }
  if (std::max(width, height) > kLongestSide || std::min(width, height) < 1.0) {
    throw DataError(fmt::format("a foreground of {}x{} cannot be brought to {} to {} pixels",
                                size.width, size.height, limit.shortest_px, limit.longest_px),
                    "take another foreground: this one is too narrow");
  }
  return {static_cast<int>(width), static_cast<int>(height)};
}

Foreground prepared_foreground(const Protocol& protocol, const Image& image, const Alpha& alpha) {
  const cv::Size size = image.size();
  if (alpha.size() != size) {
    throw DataError(fmt::format("the foreground is {}x{} but its alpha is {}x{}", size.width,
                                size.height, alpha.size().width, alpha.size().height));
  }
  const cv::Size wanted = foreground_size(protocol, size);
  const Alpha opacity = prepared_alpha(protocol, alpha);
  if (wanted == size) return {image, opacity};
  return {Image(resized(image.pixels(), wanted, protocol.resampler)), opacity};
}

Alpha prepared_alpha(const Protocol& protocol, const Alpha& alpha) {
  const Alpha bytes = to_bytes(alpha, Rounding::nearest);
  const cv::Size wanted = foreground_size(protocol, bytes.size());
  if (wanted == bytes.size()) return bytes;
  return Alpha(resized(bytes.pixels(), wanted, protocol.resampler));
}

cv::Size background_size(const Protocol& protocol, cv::Size foreground, cv::Size background) {
  const double ratio = ratio_of(foreground, background);
  if (!(ratio > 1.0)) return background;
  const double width = enlarged(protocol.size_rule, background.width, ratio);
  const double height = enlarged(protocol.size_rule, background.height, ratio);
  if (std::max(width, height) > kLongestSide) refuse_to_cover(foreground, background);
  return {static_cast<int>(width), static_cast<int>(height)};
}

Image composite(const Protocol& protocol, const Foreground& foreground, const Image& background) {
  const cv::Size size = foreground.image.size();
  MBENCH_ASSERT(foreground.alpha.size() == size && foreground.alpha.is_bytes());
  const cv::Mat under = behind(protocol, size, background);
  MBENCH_ASSERT(under.size() == size);
  const auto blend = protocol.quantisation == Rounding::truncate ? &blend_row : &blend_row_rounded;
  cv::Mat blended = new_pixels(size, CV_8UC3);
  cv::parallel_for_({0, size.height}, [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      blend(foreground.alpha.pixels().ptr(y), foreground.image.pixels().ptr(y), under.ptr(y),
            blended.ptr(y), size.width);
    }
  });
  return Image(blended);
}

Image composite_dim(const Image& foreground, const Alpha& alpha, const Image& background) {
  static const Protocol& dim = find_protocol("dim");
  return composite(dim, prepared_foreground(dim, foreground, alpha), background);
}

}  // namespace mbench
