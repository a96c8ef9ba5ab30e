#include "synth/weigh_rows.h"

#include <algorithm>

// Vectors are to be whole blocks of 16 bytes.
#ifndef HWY_DISABLED_TARGETS  // the build may want fewer still
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#endif
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "synth/weigh_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "synth/weighted_sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

#if HWY_TARGET != HWY_SCALAR
/// As many bytes as the vector has, from each row. They are taken apart within each block of
/// 16, and put together the same way.
template <class Bytes>
HWY_INLINE void weigh_block(const WeightPair* pairs, int taps, const std::uint8_t* row,
                            std::size_t stride, std::uint8_t* to) {
  const Bytes d;
  const auto zero = hn::Zero(d);
  Sums<Bytes> a, b, c, e;
  for (int tap = 0; tap < taps; tap += 2, row += 2 * stride, ++pairs) {
    // A last row without a partner is its own: the weight is 0.
    const auto first = hn::LoadU(d, row);
    const auto second = tap + 1 < taps ? hn::LoadU(d, row + stride) : first;
    const auto left = hn::InterleaveLower(d, first, second);
    const auto right = hn::InterleaveUpper(d, first, second);
    const WeightVectors<Bytes> weights(*pairs);
    a.add(hn::InterleaveLower(d, left, zero), weights);
    b.add(hn::InterleaveUpper(d, left, zero), weights);
    c.add(hn::InterleaveLower(d, right, zero), weights);
    e.add(hn::InterleaveUpper(d, right, zero), weights);
  }
  hn::StoreU(bytes_of<Bytes>(a.result(), b.result(), c.result(), e.result()), d, to);
}

/// All lanes, if there is a vector of them: the last vector may lap over the one before.
template <class Bytes>
bool weigh_blocks(const WeightPair* pairs, int taps, Rows rows, std::size_t lanes,
                  std::uint8_t* to) {
  const std::size_t block = hn::Lanes(Bytes());
  if (lanes < block) return false;
  for (std::size_t lane = 0; lane < lanes; lane += block) {
    const std::size_t start = std::min(lane, lanes - block);
    weigh_block<Bytes>(pairs, taps, rows.first + start, rows.stride, to + start);
  }
  return true;
}
#endif

void weigh(const WeightPair* pairs, int taps, Rows rows, std::size_t lanes, std::uint8_t* to) {
#if HWY_TARGET != HWY_SCALAR
  if (weigh_blocks<hn::CappedTag<std::uint8_t, 64>>(pairs, taps, rows, lanes, to)) return;
  if (weigh_blocks<hn::CappedTag<std::uint8_t, 16>>(pairs, taps, rows, lanes, to)) return;
#endif
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    to[lane] = weigh_bytes(pairs, taps, rows.first + lane, rows.stride);
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace mbench {
namespace {

HWY_EXPORT(weigh);

}  // namespace

void weigh_rows(const AxisWeights& weights, int output, Rows rows, int lanes, std::uint8_t* to) {
  const PillowWindow& window = weights.window(output);
  rows.first += static_cast<std::size_t>(window.first) * rows.stride;
  HWY_DYNAMIC_DISPATCH(weigh)
  (weights.pairs(output), window.taps, rows, static_cast<std::size_t>(lanes), to);
}

}  // namespace mbench

#endif
