#include "core/image.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

void require_equal_sizes(const Alpha& alpha, const Trimap& trimap) {
  if (alpha.size() == trimap.size()) return;
  throw DataError(fmt::format("the alpha is {}x{} but its trimap is {}x{}", alpha.size().width,
                              alpha.size().height, trimap.size().width, trimap.size().height));
}

/// 255·alpha in 0..255. The first comparison is false for NaN, which so becomes 0.
float scaled(float opacity) {
  const float value = 255.0F * opacity;
  return std::min(value > 0.0F ? value : 0.0F, 255.0F);
}

/// Adding 2^23 leaves no bits for a fraction: the processor's own rounding, half to even
/// as in numpy, in a form that the compiler can vectorise.
float rounded(float value) {
  constexpr float kNoFraction = 8388608.0F;
  return (value + kNoFraction) - kNoFraction;
}

template <typename From, typename To, typename Function>
cv::Mat map_pixels(const cv::Mat& pixels, int type, Function function) {
  cv::Mat mapped(pixels.size(), type);
  for (int y = 0; y < pixels.rows; ++y) {
    const From* const from = pixels.ptr<From>(y);
    To* const to = mapped.ptr<To>(y);
    for (int x = 0; x < pixels.cols; ++x) to[x] = function(from[x]);
  }
  return mapped;
}

template <typename Predicate>
std::int64_t count_bytes(const cv::Mat& pixels, Predicate counts) {
  std::int64_t total = 0;
  for (int y = 0; y < pixels.rows; ++y) {
    const std::uint8_t* const row = pixels.ptr<std::uint8_t>(y);
    int in_row = 0;
    for (int x = 0; x < pixels.cols; ++x) in_row += counts(row[x]) ? 1 : 0;
    total += in_row;
  }
  return total;
}

template <typename Value>
cv::Mat force_known(const cv::Mat& alpha, const cv::Mat& trimap, Value opaque) {
  cv::Mat kept(alpha.size(), alpha.type());
  for (int y = 0; y < alpha.rows; ++y) {
    const Value* const from = alpha.ptr<Value>(y);
    const std::uint8_t* const known = trimap.ptr<std::uint8_t>(y);
    Value* const to = kept.ptr<Value>(y);
    for (int x = 0; x < alpha.cols; ++x) {
      const Value lower = known[x] == Trimap::kBackground ? Value{0} : from[x];
      to[x] = known[x] == Trimap::kForeground ? opaque : lower;
    }
  }
  return kept;
}

}  // namespace

Image::Image(cv::Mat rgb) : pixels_(std::move(rgb)) {
  MBENCH_ASSERT(!pixels_.empty() && pixels_.dims == 2 && pixels_.type() == CV_8UC3);
}

Alpha::Alpha(cv::Mat pixels) : pixels_(std::move(pixels)) {
  MBENCH_ASSERT(!pixels_.empty() && pixels_.dims == 2 &&
                (pixels_.type() == CV_8UC1 || pixels_.type() == CV_32FC1));
}

Trimap::Trimap(cv::Mat pixels) : pixels_(std::move(pixels)) {
  MBENCH_ASSERT(!pixels_.empty() && pixels_.dims == 2 && pixels_.type() == CV_8UC1);
}

std::int64_t Trimap::unknown_pixels() const {
  return count_bytes(pixels_, [](std::uint8_t value) { return value == kUnknown; });
}

std::int64_t Trimap::off_values() const {
  return count_bytes(pixels_, [](std::uint8_t value) {
    return (value != kBackground) & (value != kUnknown) & (value != kForeground);
  });
}

Alpha to_bytes(const Alpha& alpha, Rounding rounding) {
  if (alpha.is_bytes()) return alpha;
  const auto to_byte = [](float value) {
    return static_cast<std::uint8_t>(static_cast<int>(value));
  };
  if (rounding == Rounding::truncate) {
    return Alpha(map_pixels<float, std::uint8_t>(
        alpha.pixels(), CV_8UC1, [&](float opacity) { return to_byte(scaled(opacity)); }));
  }
  return Alpha(map_pixels<float, std::uint8_t>(
      alpha.pixels(), CV_8UC1, [&](float opacity) { return to_byte(rounded(scaled(opacity))); }));
}

Alpha to_float(const Alpha& alpha) {
  if (!alpha.is_bytes()) return alpha;
  // Divided, not multiplied by 1/255: the product is off by a bit for some values.
  return Alpha(map_pixels<std::uint8_t, float>(alpha.pixels(), CV_32FC1, [](std::uint8_t value) {
    return static_cast<float>(value) / 255.0F;
  }));
}

Trimap snap_to_three_values(const Trimap& trimap) {
  return Trimap(map_pixels<std::uint8_t, std::uint8_t>(
      trimap.pixels(), CV_8UC1, [](std::uint8_t value) -> std::uint8_t {
        const std::uint8_t lower = value < 85 ? Trimap::kBackground : Trimap::kUnknown;
        return value >= 170 ? Trimap::kForeground : lower;
      }));
}

Alpha keep_known(const Alpha& alpha, const Trimap& trimap) {
  require_equal_sizes(alpha, trimap);
  if (alpha.is_bytes()) {
    return Alpha(force_known<std::uint8_t>(alpha.pixels(), trimap.pixels(), 255));
  }
  return Alpha(force_known<float>(alpha.pixels(), trimap.pixels(), 1.0F));
}

}  // namespace mbench
