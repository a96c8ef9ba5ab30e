// Words to bytes on vectors, for the files that Highway compiles once for each instruction
// set; the guard lets it be included as often.
#if defined(MBENCH_SYNTH_CLIPPED_BYTES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef MBENCH_SYNTH_CLIPPED_BYTES_INL_H_
#undef MBENCH_SYNTH_CLIPPED_BYTES_INL_H_
#else
#define MBENCH_SYNTH_CLIPPED_BYTES_INL_H_
#endif

#include <hwy/highway.h>

#include <cstdint>

#if HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Words clipped to bytes: within each block of 16 bytes the words of `a`, then those of `b`,
// so that what InterleaveLower and InterleaveUpper took apart is together again. Highway has
// no name for this one.
#if HWY_TARGET <= HWY_SSSE3
HWY_INLINE hn::Vec128<std::uint8_t> clipped(hn::Vec128<std::int16_t> a,
                                            hn::Vec128<std::int16_t> b) {
  return hn::Vec128<std::uint8_t>{_mm_packus_epi16(a.raw, b.raw)};
}
#else
HWY_INLINE hn::Vec128<std::uint8_t> clipped(hn::Vec128<std::int16_t> a,
                                            hn::Vec128<std::int16_t> b) {
  const hn::Full64<std::uint8_t> half;
  return hn::Combine(hn::Full128<std::uint8_t>(), hn::DemoteTo(half, b), hn::DemoteTo(half, a));
}
#endif
#if HWY_TARGET <= HWY_AVX2
HWY_INLINE hn::Vec256<std::uint8_t> clipped(hn::Vec256<std::int16_t> a,
                                            hn::Vec256<std::int16_t> b) {
  return hn::Vec256<std::uint8_t>{_mm256_packus_epi16(a.raw, b.raw)};
}
#endif
#if HWY_TARGET <= HWY_AVX3
HWY_INLINE hn::Vec512<std::uint8_t> clipped(hn::Vec512<std::int16_t> a,
                                            hn::Vec512<std::int16_t> b) {
  return hn::Vec512<std::uint8_t>{_mm512_packus_epi16(a.raw, b.raw)};
}
#endif

}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#endif
