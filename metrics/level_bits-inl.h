// What the code for each kind of processor does with the 64 levels of a word. Included once for
// each of them, so its guard is switched as Highway's own are.

#if defined(MBENCH_METRICS_LEVEL_BITS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef MBENCH_METRICS_LEVEL_BITS_INL_H_
#undef MBENCH_METRICS_LEVEL_BITS_INL_H_
#else
#define MBENCH_METRICS_LEVEL_BITS_INL_H_
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {

/// One bit a pixel whose level, the low half of its byte, reaches the threshold.
HWY_INLINE std::uint64_t reaching(const std::uint8_t* levels, unsigned threshold) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::RebindToSigned<decltype(d)> di;
  const auto below = hn::Set(di, static_cast<std::int8_t>(threshold - 1));
  std::uint8_t bytes[8];
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto level = hn::And(hn::LoadU(d, levels + i), hn::Set(d, 15));
    hn::StoreMaskBits(di, hn::Gt(hn::BitCast(di, level), below), bytes + i / 8);
  }
  std::uint64_t bits;
  std::memcpy(&bits, bytes, 8);
  return bits;
}

/// Sets the high halves of the pixels of `bits`.
HWY_INLINE void set_high_halves(std::uint8_t* levels, std::uint64_t bits, unsigned level) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<std::uint8_t, 64> d;
  std::uint8_t bytes[8];
  std::memcpy(bytes, &bits, 8);
  const auto high = hn::Set(d, static_cast<std::uint8_t>(level << 4));
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto old = hn::LoadU(d, levels + i);
    const auto changed = hn::Or(hn::And(old, hn::Set(d, 15)), high);
    hn::StoreU(hn::IfThenElse(hn::LoadMaskBits(d, bytes + i / 8), changed, old), d, levels + i);
  }
}

}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
