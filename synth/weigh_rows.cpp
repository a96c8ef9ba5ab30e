#include "synth/weigh_rows.h"

#include <algorithm>
#include <cstring>

#include <opencv2/core.hpp>
#include <opencv2/core/hal/intrin.hpp>

namespace mbench {
namespace {

constexpr int kWeightBits = 22;
constexpr int kLowBits = 15;
constexpr std::int32_t kHalf = 1 << (kWeightBits - 1);

std::int16_t high_part(std::int32_t weight) {
  return static_cast<std::int16_t>(weight >> kLowBits);
}

std::int16_t low_part(std::int32_t weight) {
  return static_cast<std::int16_t>(weight & ((1 << kLowBits) - 1));
}

std::int32_t whole(std::int16_t high, std::int16_t low) { return high * (1 << kLowBits) + low; }

#if CV_SIMD128
constexpr int kLanes = 16;

cv::v_int16x8 in_every_lane(const std::array<std::int16_t, 2>& part) {
  std::int32_t both = 0;
  std::memcpy(&both, part.data(), sizeof both);
  return cv::v_reinterpret_as_s16(cv::v_setall_s32(both));
}

/// Four lanes' sums, the weights' two parts apart.
struct Sums {
  cv::v_int32x4 high = cv::v_setzero_s32();
  cv::v_int32x4 low = cv::v_setall_s32(kHalf);

  void add(const cv::v_uint16x8& samples, const cv::v_int16x8& high_pair,
           const cv::v_int16x8& low_pair) {
    const cv::v_int16x8 both = cv::v_reinterpret_as_s16(samples);
    high = cv::v_dotprod(both, high_pair, high);
    low = cv::v_dotprod(both, low_pair, low);
  }
  cv::v_int32x4 result() const { return cv::v_shr<kWeightBits>(cv::v_shl<kLowBits>(high) + low); }
};

void weigh_sixteen(const WeightPair* pairs, int taps, Rows rows, std::uint8_t* to) {
  std::array<Sums, 4> sums;
  const std::uint8_t* row = rows.first;
  for (int tap = 0; tap < taps; tap += 2, row += 2 * rows.stride, ++pairs) {
    // A last row without a partner is its own: the weight is 0.
    const std::uint8_t* const next = tap + 1 < taps ? row + rows.stride : row;
    cv::v_uint8x16 left, right;
    cv::v_zip(cv::v_load(row), cv::v_load(next), left, right);
    std::array<cv::v_uint16x8, 4> samples;
    cv::v_expand(left, samples[0], samples[1]);
    cv::v_expand(right, samples[2], samples[3]);
    const cv::v_int16x8 high = in_every_lane(pairs->high);
    const cv::v_int16x8 low = in_every_lane(pairs->low);
    for (std::size_t i = 0; i < 4; ++i) sums[i].add(samples[i], high, low);
  }
  cv::v_store(to, cv::v_pack_u(cv::v_pack(sums[0].result(), sums[1].result()),
                               cv::v_pack(sums[2].result(), sums[3].result())));
}
#endif

std::uint8_t weigh_one(const WeightPair* pairs, int taps, Rows rows) {
  std::int32_t sum = kHalf;
  for (int tap = 0; tap < taps; ++tap) {
    const WeightPair& pair = pairs[tap / 2];
    const std::size_t part = static_cast<std::size_t>(tap % 2);
    sum += whole(pair.high[part], pair.low[part]) * *rows.first;
    rows.first += rows.stride;
  }
  return static_cast<std::uint8_t>(std::clamp(sum >> kWeightBits, 0, 255));
}

}  // namespace

RowWeights::RowWeights(const PillowWeights& weights) : windows_(weights.windows) {
  for (const PillowWindow& window : windows_) {
    first_pair_.push_back(pairs_.size());
    const std::int32_t* const w = weights.weights.data() + window.weights;
    for (int tap = 0; tap < window.taps; tap += 2) {
      const std::int32_t partner = tap + 1 < window.taps ? w[tap + 1] : 0;
      pairs_.push_back(
          {{high_part(w[tap]), high_part(partner)}, {low_part(w[tap]), low_part(partner)}});
    }
  }
}

void weigh_rows(const RowWeights& weights, int output, Rows rows, int lanes, std::uint8_t* to) {
  const WeightPair* const pairs = weights.pairs(output);
  const PillowWindow& window = weights.window(output);
  rows.first += static_cast<std::size_t>(window.first) * rows.stride;
  int lane = 0;
#ifdef MBENCH_HAVE_AVX2
  static const bool has_avx2 = cv::checkHardwareSupport(CV_CPU_AVX2);
  if (has_avx2) lane = weigh_rows_avx2(pairs, window.taps, rows, lanes, to);
#endif
#if CV_SIMD128
  for (; lane + kLanes <= lanes; lane += kLanes) {
    weigh_sixteen(pairs, window.taps, {rows.first + lane, rows.stride}, to + lane);
  }
#endif
  for (; lane < lanes; ++lane) {
    to[lane] = weigh_one(pairs, window.taps, {rows.first + lane, rows.stride});
  }
}

}  // namespace mbench
