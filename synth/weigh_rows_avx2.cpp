// The only file of this folder that is compiled for AVX2; weigh_rows asks the processor first.

#include "synth/weigh_rows.h"

#include <immintrin.h>

#include <cstring>

namespace mbench {
namespace {

constexpr int kLanes = 32;
constexpr int kWeightBits = 22;
constexpr int kLowBits = 15;

__m256i in_every_lane(const std::array<std::int16_t, 2>& part) {
  std::int32_t both = 0;
  std::memcpy(&both, part.data(), sizeof both);
  return _mm256_set1_epi32(both);
}

__m256i load(const std::uint8_t* bytes) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
}

/// Eight lanes' sums, the weights' two parts apart.
struct Sums {
  __m256i high = _mm256_setzero_si256();
  __m256i low = _mm256_set1_epi32(1 << (kWeightBits - 1));

  void add(__m256i samples, __m256i high_pair, __m256i low_pair) {
    high = _mm256_add_epi32(high, _mm256_madd_epi16(samples, high_pair));
    low = _mm256_add_epi32(low, _mm256_madd_epi16(samples, low_pair));
  }
  __m256i result() const {
    return _mm256_srai_epi32(_mm256_add_epi32(_mm256_slli_epi32(high, kLowBits), low), kWeightBits);
  }
};

/// AVX2 unpacks within each half of a register, and packs the same way: the order of the
/// lanes is upset and restored.
void weigh_block(const WeightPair* pairs, int taps, Rows rows, std::uint8_t* to) {
  const __m256i zero = _mm256_setzero_si256();
  Sums a, b, c, d;
  const std::uint8_t* row = rows.first;
  for (int tap = 0; tap < taps; tap += 2, row += 2 * rows.stride, ++pairs) {
    // A last row without a partner is its own: the weight is 0.
    const __m256i first = load(row);
    const __m256i second = tap + 1 < taps ? load(row + rows.stride) : first;
    const __m256i left = _mm256_unpacklo_epi8(first, second);
    const __m256i right = _mm256_unpackhi_epi8(first, second);
    const __m256i high = in_every_lane(pairs->high);
    const __m256i low = in_every_lane(pairs->low);
    a.add(_mm256_unpacklo_epi8(left, zero), high, low);
    b.add(_mm256_unpackhi_epi8(left, zero), high, low);
    c.add(_mm256_unpacklo_epi8(right, zero), high, low);
    d.add(_mm256_unpackhi_epi8(right, zero), high, low);
  }
  const __m256i bytes = _mm256_packus_epi16(_mm256_packs_epi32(a.result(), b.result()),
                                            _mm256_packs_epi32(c.result(), d.result()));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), bytes);
}

}  // namespace

int weigh_rows_avx2(const WeightPair* pairs, int taps, Rows rows, int lanes, std::uint8_t* to) {
  int lane = 0;
  for (; lane + kLanes <= lanes; lane += kLanes) {
    weigh_block(pairs, taps, {rows.first + lane, rows.stride}, to + lane);
  }
  return lane;
}

}  // namespace mbench
