#include "synth/blend.h"

#include <opencv2/core/hal/intrin.hpp>

namespace mbench {
namespace {

#if CV_SIMD128
/// Sixteen bytes as two halves of eight.
struct Halves {
  cv::v_uint16x8 left, right;
};

Halves load(const std::uint8_t* bytes) {
  Halves halves;
  cv::v_expand(cv::v_load(bytes), halves.left, halves.right);
  return halves;
}

struct Blended {
  cv::v_uint16x8 quotient;
  cv::v_uint16x8 without_rest;  ///< all bits set where 255 divides the sum
};

Blended divide(const cv::v_uint16x8& alpha, const cv::v_uint16x8& foreground,
               const cv::v_uint16x8& background) {
  const cv::v_uint16x8 full = cv::v_setall_u16(255);
  const cv::v_uint16x8 sum =
      cv::v_mul_wrap(alpha, foreground) + cv::v_mul_wrap(full - alpha, background);
  // Division by 255, exact for 16 bits: the high half of the product with 2^23/255, rounded up.
  const cv::v_uint16x8 quotient = cv::v_shr<7>(cv::v_mul_hi(sum, cv::v_setall_u16(0x8081)));
  return {quotient, cv::v_mul_wrap(quotient, full) == sum};
}
#endif

}  // namespace

std::uint8_t blend_byte(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background) {
  const double a = alpha / 255.0;
  const double over = a * foreground;
  const double under = (1.0 - a) * background;
  return static_cast<std::uint8_t>(over + under);
}

void blend_bytes(const std::uint8_t* alpha, const std::uint8_t* foreground,
                 const std::uint8_t* background, std::uint8_t* to, int count) {
  int i = 0;
#if CV_SIMD128
  const cv::v_uint8x16 none = cv::v_setzero_u8();
  const cv::v_uint8x16 full = cv::v_setall_u8(255);
  for (; i + 16 <= count; i += 16) {
    const Halves a = load(alpha + i);
    const Halves f = load(foreground + i);
    const Halves b = load(background + i);
    const Blended left = divide(a.left, f.left, b.left);
    const Blended right = divide(a.right, f.right, b.right);
    const cv::v_uint8x16 opacity = cv::v_load(alpha + i);
    const cv::v_uint8x16 fractional = (opacity != none) & (opacity != full);
    cv::v_store(to + i, cv::v_pack(left.quotient, right.quotient));
    const cv::v_uint8x16 doubtful =
        cv::v_pack_b(left.without_rest, right.without_rest) & fractional;
    if (!cv::v_check_any(doubtful)) continue;
    for (int lane = i; lane < i + 16; ++lane) {
      to[lane] = blend_byte(alpha[lane], foreground[lane], background[lane]);
    }
  }
#endif
  for (; i < count; ++i) to[i] = blend_byte(alpha[i], foreground[i], background[i]);
}

}  // namespace mbench
