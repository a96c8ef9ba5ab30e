#include "synth/bit_mask.h"

#include "core/error.h"

#include <opencv2/core/hal/intrin.hpp>

namespace mbench {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};

std::uint64_t pack_some(const std::uint8_t* bytes, int count, std::uint8_t value) {
  std::uint64_t word = 0;
  for (int i = 0; i < count; ++i) {
    word |= std::uint64_t{bytes[i] == value ? 1U : 0U} << i;
  }
  return word;
}

#if CV_SIMD128
std::uint64_t pack_word(const std::uint8_t* bytes, const cv::v_uint8x16& value) {
  constexpr int kLanes = 16;
  std::uint64_t word = 0;
  for (int i = 0; i < BitMask::kWordPixels; i += kLanes) {
    const auto lanes = static_cast<std::uint16_t>(cv::v_signmask(cv::v_load(bytes + i) == value));
    word |= std::uint64_t{lanes} << i;
  }
  return word;
}
#else
std::uint64_t pack_word(const std::uint8_t* bytes, std::uint8_t value) {
  return pack_some(bytes, BitMask::kWordPixels, value);
}
#endif

}  // namespace

BitMask::BitMask(cv::Size size)
    : size_(size),
      words_((size.width + kWordPixels - 1) / kWordPixels),
      bits_(static_cast<std::size_t>(size.height) * static_cast<std::size_t>(words_), kAll) {
  MBENCH_ASSERT(size.width > 0 && size.height > 0);
}

std::uint64_t BitMask::beyond() const {
  const int last = size_.width % kWordPixels;
  return last == 0 ? 0 : kAll << last;
}

void pack_equal(const std::uint8_t* bytes, int width, std::uint8_t value, std::uint64_t* to) {
#if CV_SIMD128
  const cv::v_uint8x16 wanted = cv::v_setall_u8(value);
#else
  const std::uint8_t wanted = value;
#endif
  int x = 0;
  for (; x + BitMask::kWordPixels <= width; x += BitMask::kWordPixels) {
    *to++ = pack_word(bytes + x, wanted);
  }
  const int left = width - x;
  if (left > 0) *to = pack_some(bytes + x, left, value) | kAll << left;
}

}  // namespace mbench
