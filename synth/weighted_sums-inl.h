// Weighted sums of bytes on vectors, for the files that Highway compiles once for each
// instruction set; the guard lets it be included as often.
#if defined(MBENCH_SYNTH_WEIGHTED_SUMS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef MBENCH_SYNTH_WEIGHTED_SUMS_INL_H_
#undef MBENCH_SYNTH_WEIGHTED_SUMS_INL_H_
#else
#define MBENCH_SYNTH_WEIGHTED_SUMS_INL_H_
#endif

#include <hwy/highway.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "synth/axis_weights.h"
#include "synth/clipped_bytes-inl.h"

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class Bytes>
using Words = hn::Repartition<std::int16_t, Bytes>;
template <class Bytes>
using Ints = hn::Repartition<std::int32_t, Bytes>;

/// The parts of two weights, side by side in every lane of 32 bits.
template <class Bytes>
struct WeightVectors {
  hn::Vec<Words<Bytes>> high, low;

  HWY_INLINE explicit WeightVectors(const WeightPair& pair)
      : high(in_every_lane(pair.high)), low(in_every_lane(pair.low)) {}

 private:
  static HWY_INLINE hn::Vec<Words<Bytes>> in_every_lane(const std::array<std::int16_t, 2>& part) {
    std::int32_t both;
    std::memcpy(&both, part.data(), sizeof both);
    return hn::BitCast(Words<Bytes>(), hn::Set(Ints<Bytes>(), both));
  }
};

/// As many sums as a vector has lanes of 32 bits, the weights' two parts apart. Which of two
/// products goes to which of two sums differs from processor to processor.
template <class Bytes>
struct Sums {
  using Vector = hn::Vec<Ints<Bytes>>;
  Vector high, high_rest, low, low_rest;

  // Written out: what the compiler adds by itself is not for this instruction set.
  HWY_INLINE Sums()
      : high(hn::Zero(Ints<Bytes>())),
        high_rest(hn::Zero(Ints<Bytes>())),
        low(hn::Zero(Ints<Bytes>())),
        low_rest(hn::Zero(Ints<Bytes>())) {}

  /// Two samples for each sum, each a byte followed by a 0.
  HWY_INLINE void add(hn::Vec<Bytes> samples, const WeightVectors<Bytes>& weights) {
    const Ints<Bytes> d;
    const auto words = hn::BitCast(Words<Bytes>(), samples);
    high = hn::ReorderWidenMulAccumulate(d, words, weights.high, high, high_rest);
    low = hn::ReorderWidenMulAccumulate(d, words, weights.low, low, low_rest);
  }

  /// Rounded, not clipped yet.
  HWY_INLINE Vector result() const {
    const auto half = hn::Set(Ints<Bytes>(), 1 << (AxisWeights::kWeightBits - 1));
    const auto upper = hn::RearrangeToOddPlusEven(high, high_rest);
    const auto lower = hn::Add(hn::RearrangeToOddPlusEven(low, low_rest), half);
    return hn::ShiftRight<AxisWeights::kWeightBits>(
        hn::Add(hn::ShiftLeft<AxisWeights::kLowBits>(upper), lower));
  }
};

/// Four quarters' sums as bytes: within each block of 16 bytes four of each, in their order.
template <class Bytes>
HWY_INLINE hn::Vec<Bytes> bytes_of(hn::Vec<Ints<Bytes>> a, hn::Vec<Ints<Bytes>> b,
                                   hn::Vec<Ints<Bytes>> c, hn::Vec<Ints<Bytes>> d) {
  const Words<Bytes> words;
  return clipped(hn::ReorderDemote2To(words, a, b), hn::ReorderDemote2To(words, c, d));
}

}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
