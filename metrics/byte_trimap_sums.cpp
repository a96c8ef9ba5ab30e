#include "metrics/byte_trimap_sums.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/byte_trimap_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Bytes>;
using Mask = hn::Mask<Bytes>;
using Sums = hn::Vec<hn::Repartition<std::uint64_t, Bytes>>;
using Squares = hn::Vec<hn::Repartition<std::int32_t, Bytes>>;

/// Adds the absolute differences of `counted` and their squares.
HWY_INLINE void add(Mask counted, Vector difference, std::int64_t& pixels, Sums& sad, Squares& even,
                    Squares& odd) {
  const Bytes d;
  const hn::Repartition<std::int32_t, Bytes> d32;
  const hn::Repartition<std::int16_t, Bytes> d16;
  const hn::Repartition<std::uint16_t, Bytes> du16;
  pixels += static_cast<std::int64_t>(hn::CountTrue(d, counted));
  const auto kept = hn::IfThenElseZero(counted, difference);
  sad = hn::Add(sad, hn::SumsOf8(kept));
  const auto pairs = hn::BitCast(du16, kept);
  const auto first = hn::BitCast(d16, hn::And(pairs, hn::Set(du16, 0xFF)));
  const auto second = hn::BitCast(d16, hn::ShiftRight<8>(pairs));
  even = hn::ReorderWidenMulAccumulate(d32, first, first, even, odd);
  even = hn::ReorderWidenMulAccumulate(d32, second, second, even, odd);
}

HWY_INLINE std::int64_t total(Squares even, Squares odd) {
  const hn::Repartition<std::int32_t, Bytes> d32;
  alignas(64) std::int32_t lanes[2 * 16];
  hn::Store(even, d32, lanes);
  hn::Store(odd, d32, lanes + hn::Lanes(d32));
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < 2 * hn::Lanes(d32); ++i) sum += lanes[i];
  return sum;
}

/// What to add up: the trimap's value, and the prediction's in its place (or the prediction).
struct Part {
  std::uint8_t value;
  bool forced;
  ByteDifferences* sums;
};

/// One part of up to 32,768 pixels, whose squares 32 bits hold lane by lane.
void add_part(const std::uint8_t* predicted, const std::uint8_t* truth, const std::uint8_t* trimap,
              std::size_t count, const Part& part) {
  const Bytes d;
  const hn::Repartition<std::uint64_t, Bytes> d64;
  const hn::Repartition<std::int32_t, Bytes> d32;
  auto sad = hn::Zero(d64);
  auto even = hn::Zero(d32);
  auto odd = hn::Zero(d32);
  std::uint8_t tail[3][64];
  const std::uint8_t* rows[3] = {predicted, truth, trimap};
  for (std::size_t x = 0; x < count; x += hn::Lanes(d)) {
    std::size_t offset = x;
    if (count - x < hn::Lanes(d)) {
      // A trimap value that is not the part's keeps the rest out.
      std::memset(tail, static_cast<std::uint8_t>(part.value + 1), sizeof(tail));
      for (int i = 0; i < 3; ++i) {
        std::memcpy(tail[i], rows[i] + x, count - x);
        rows[i] = tail[i];
      }
      offset = 0;
    }
    const auto counted = hn::Eq(hn::LoadU(d, rows[2] + offset), hn::Set(d, part.value));
    const auto p = part.forced ? hn::Set(d, part.value) : hn::LoadU(d, rows[0] + offset);
    const auto g = hn::LoadU(d, rows[1] + offset);
    add(counted, hn::Sub(hn::Max(p, g), hn::Min(p, g)), part.sums->pixels, sad, even, odd);
  }
  part.sums->sad_x255 += static_cast<std::int64_t>(hn::GetLane(hn::SumOfLanes(d64, sad)));
  part.sums->mse_x65025 += total(even, odd);
}

/// The same without a trimap: every pixel.
void add_all(const std::uint8_t* predicted, const std::uint8_t* truth, std::size_t count,
             ByteDifferences& sums) {
  const Bytes d;
  const hn::Repartition<std::uint64_t, Bytes> d64;
  const hn::Repartition<std::int32_t, Bytes> d32;
  auto sad = hn::Zero(d64);
  auto even = hn::Zero(d32);
  auto odd = hn::Zero(d32);
  std::size_t x = 0;
  for (; x + hn::Lanes(d) <= count; x += hn::Lanes(d)) {
    const auto p = hn::LoadU(d, predicted + x);
    const auto g = hn::LoadU(d, truth + x);
    add(hn::FirstN(d, hn::Lanes(d)), hn::Sub(hn::Max(p, g), hn::Min(p, g)), sums.pixels, sad, even,
        odd);
  }
  sums.sad_x255 += static_cast<std::int64_t>(hn::GetLane(hn::SumOfLanes(d64, sad)));
  sums.mse_x65025 += total(even, odd);
  for (; x < count; ++x) {
    const int difference = predicted[x] - truth[x];
    ++sums.pixels;
    sums.sad_x255 += difference < 0 ? -difference : difference;
    sums.mse_x65025 += difference * difference;
  }
}

void add_row(const std::uint8_t* predicted, const std::uint8_t* truth, const std::uint8_t* trimap,
             std::size_t width, ByteTrimapSums& sums) {
  constexpr std::size_t kStretch = 4096;  // stays in the first cache for all parts
  const Part parts[] = {{128, false, &sums.unknown},
                        {255, false, &sums.foreground},
                        {0, false, &sums.background},
                        {255, true, &sums.forced_foreground},
                        {0, true, &sums.forced_background}};
  for (std::size_t x = 0; x < width; x += kStretch) {
    const std::size_t count = std::min(kStretch, width - x);
    for (const Part& part : parts) add_part(predicted + x, truth + x, trimap + x, count, part);
    add_all(predicted + x, truth + x, count, sums.whole);
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(add_row);
}  // namespace

ByteTrimapSums byte_trimap_sums(const cv::Mat& predicted, const cv::Mat& truth,
                                const cv::Mat& trimap) {
  ByteTrimapSums sums;
  for (int y = 0; y < truth.rows; ++y) {
    HWY_DYNAMIC_DISPATCH(add_row)
    (predicted.ptr(y), truth.ptr(y), trimap.ptr(y), static_cast<std::size_t>(truth.cols), sums);
  }
  return sums;
}

}  // namespace mbench
#endif
