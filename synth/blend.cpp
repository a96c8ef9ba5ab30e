#include "synth/blend.h"

#include <algorithm>
#include <array>
#include <bit>

#include <opencv2/core/hal/intrin.hpp>

namespace mbench {
namespace {

constexpr int kChannels = 3;

#if CV_SIMD128
constexpr int kPixels = 16;

struct Quotient {
  cv::v_uint16x8 value;
  cv::v_uint16x8 without_rest;  ///< all bits set where 255 divides the sum
};

Quotient divide_sum(const cv::v_uint16x8& alpha, const cv::v_uint16x8& foreground,
                    const cv::v_uint16x8& background) {
  const cv::v_uint16x8 full = cv::v_setall_u16(255);
  const cv::v_uint16x8 sum =
      cv::v_mul_wrap(alpha, foreground) + cv::v_mul_wrap(full - alpha, background);
  // Division by 255, exact for 16 bits: the high half of the product with 2^23/255, rounded up.
  const cv::v_uint16x8 value = cv::v_shr<7>(cv::v_mul_hi(sum, cv::v_setall_u16(0x8081)));
  return {value, cv::v_mul_wrap(value, full) == sum};
}

/// Sixteen bytes with an opacity each.
void blend_sixteen(const std::uint8_t* alpha, const std::uint8_t* foreground,
                   const std::uint8_t* background, std::uint8_t* to) {
  const cv::v_uint8x16 opacity = cv::v_load(alpha);
  cv::v_uint16x8 a[2], f[2], b[2];
  cv::v_expand(opacity, a[0], a[1]);
  cv::v_expand(cv::v_load(foreground), f[0], f[1]);
  cv::v_expand(cv::v_load(background), b[0], b[1]);
  const Quotient left = divide_sum(a[0], f[0], b[0]);
  const Quotient right = divide_sum(a[1], f[1], b[1]);
  cv::v_store(to, cv::v_pack(left.value, right.value));

  const cv::v_uint8x16 known = (opacity == cv::v_setzero_u8()) | (opacity == cv::v_setall_u8(255));
  const cv::v_uint8x16 doubtful = cv::v_pack_b(left.without_rest, right.without_rest) & ~known;
  for (auto lanes = static_cast<unsigned>(cv::v_signmask(doubtful)); lanes != 0;
       lanes &= lanes - 1) {
    const int lane = std::countr_zero(lanes);
    to[lane] = blend_byte(alpha[lane], foreground[lane], background[lane]);
  }
}

void blend_pixels(const std::uint8_t* alpha, const std::uint8_t* foreground,
                  const std::uint8_t* background, std::uint8_t* to) {
  const cv::v_uint8x16 opacity = cv::v_load(alpha);
  // Most of a matte is clear or opaque.
  if (cv::v_check_all(opacity == cv::v_setzero_u8())) {
    std::copy_n(background, kChannels * kPixels, to);
    return;
  }
  if (cv::v_check_all(opacity == cv::v_setall_u8(255))) {
    std::copy_n(foreground, kChannels * kPixels, to);
    return;
  }
  std::array<std::uint8_t, kChannels * kPixels> spread;
  cv::v_store_interleave(spread.data(), opacity, opacity, opacity);
  for (int i = 0; i < kChannels * kPixels; i += 16) {
    blend_sixteen(spread.data() + i, foreground + i, background + i, to + i);
  }
}
#endif

}  // namespace

std::uint8_t blend_byte(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background) {
  const double a = alpha / 255.0;
  const double over = a * foreground;
  const double under = (1.0 - a) * background;
  return static_cast<std::uint8_t>(over + under);
}

void blend_row(const std::uint8_t* alpha, const std::uint8_t* foreground,
               const std::uint8_t* background, std::uint8_t* to, int width) {
  int x = 0;
#if CV_SIMD128
  for (; x + kPixels <= width; x += kPixels) {
    const int byte = kChannels * x;
    blend_pixels(alpha + x, foreground + byte, background + byte, to + byte);
  }
#endif
  for (; x < width; ++x) {
    for (int byte = kChannels * x; byte < kChannels * (x + 1); ++byte) {
      to[byte] = blend_byte(alpha[x], foreground[byte], background[byte]);
    }
  }
}

}  // namespace mbench
