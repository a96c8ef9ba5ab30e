#include "metrics/level_sweep.h"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/level_sweep.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Bytes>;
using Quads = hn::Repartition<std::uint64_t, Bytes>;
using Sums = hn::Vec<Quads>;
using Ints = hn::Repartition<std::int32_t, Bytes>;
using Squares = hn::Vec<Ints>;

/// 64 pixels of each picture.
struct Word {
  const std::uint8_t* predicted;
  const std::uint8_t* truth;
  const std::uint8_t* trimap;
};

/// A row's last, incomplete word made up to 64 pixels with its own first pixel, which moves
/// no extreme; the region leaves the addition out.
struct Tail {
  Tail(const Word& word, std::size_t count) {
    fill(predicted, word.predicted, count);
    fill(truth, word.truth, count);
    if (word.trimap != nullptr) fill(trimap, word.trimap, count);
  }
  static void fill(std::uint8_t* to, const std::uint8_t* from, std::size_t count) {
    std::memset(to, from[0], 64);
    std::memcpy(to, from, count);
  }
  Word word() const { return {predicted, truth, trimap}; }

  std::uint8_t predicted[64];
  std::uint8_t truth[64];
  std::uint8_t trimap[64];
};

HWY_INLINE Vector level_of(Vector value, Vector base, Vector within) {
  const Bytes d;
  const hn::Repartition<std::uint16_t, Bytes> d16;
  const hn::RebindToSigned<Bytes> di;
  const auto nibble = hn::Set(d, 15);
  const auto high = hn::And(hn::BitCast(d, hn::ShiftRight<4>(hn::BitCast(d16, value))), nibble);
  const auto low = hn::BitCast(di, hn::And(value, nibble));
  const auto more = hn::Gt(low, hn::BitCast(di, hn::TableLookupBytes(within, high)));
  return hn::Sub(hn::TableLookupBytes(base, high), hn::BitCast(d, hn::VecFromMask(di, more)));
}

/// Which of a vector's pixels are in the region.
template <RegionKind kKind>
HWY_INLINE hn::Mask<Bytes> inside(const Word& word, std::size_t i) {
  const Bytes d;
  if constexpr (kKind == RegionKind::either) {
    return hn::Ne(hn::Or(hn::LoadU(d, word.predicted + i), hn::LoadU(d, word.truth + i)),
                  hn::Zero(d));
  } else {
    const auto known = hn::LoadU(d, word.trimap + i);
    if constexpr (kKind == RegionKind::unknown) return hn::Eq(known, hn::Set(d, 128));
    if constexpr (kKind == RegionKind::foreground) return hn::Eq(known, hn::Set(d, 255));
    if constexpr (kKind == RegionKind::background) return hn::Eq(known, hn::Zero(d));
    return hn::Ne(known, hn::Zero(d));
  }
}

template <RegionKind kKind>
HWY_INLINE std::uint64_t region_bits(const Word& word) {
  if constexpr (kKind == RegionKind::whole) return ~std::uint64_t{0};
  const Bytes d;
  std::uint8_t bytes[8];
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    hn::StoreMaskBits(d, inside<kKind>(word, i), bytes + i / 8);
  }
  std::uint64_t bits;
  std::memcpy(&bits, bytes, 8);
  return bits;
}

/// Levels and extremes of 64 pixels.
HWY_INLINE void quantise(const Word& word, Vector base, Vector within, std::uint8_t* levels,
                         Vector& p_low, Vector& p_high, Vector& g_low, Vector& g_high) {
  const Bytes d;
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto p = hn::LoadU(d, word.predicted + i);
    const auto g = hn::LoadU(d, word.truth + i);
    p_low = hn::Min(p_low, p);
    p_high = hn::Max(p_high, p);
    g_low = hn::Min(g_low, g);
    g_high = hn::Max(g_high, g);
    hn::StoreU(level_of(hn::Min(p, g), base, within), d, levels + i);
  }
}

/// Sums of differences and their squares over the pixels of `bits`.
HWY_INLINE void add_differences(const Word& word, std::uint64_t bits, Sums& sad, Squares& even,
                                Squares& odd) {
  const Bytes d;
  const Ints d32;
  const hn::Repartition<std::int16_t, Bytes> d16;
  const hn::Repartition<std::uint16_t, Bytes> du16;
  std::uint8_t bytes[8];
  std::memcpy(bytes, &bits, 8);
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto p = hn::LoadU(d, word.predicted + i);
    const auto g = hn::LoadU(d, word.truth + i);
    const auto inside = hn::LoadMaskBits(d, bytes + i / 8);
    const auto difference = hn::IfThenElseZero(inside, hn::Sub(hn::Max(p, g), hn::Min(p, g)));
    sad = hn::Add(sad, hn::SumsOf8(difference));
    const auto pairs = hn::BitCast(du16, difference);
    const auto first = hn::BitCast(d16, hn::And(pairs, hn::Set(du16, 0xFF)));
    const auto second = hn::BitCast(d16, hn::ShiftRight<8>(pairs));
    even = hn::ReorderWidenMulAccumulate(d32, first, first, even, odd);
    even = hn::ReorderWidenMulAccumulate(d32, second, second, even, odd);
  }
}

template <RegionKind kKind>
void sweep(const SweepRow& row, const LevelTable& table, std::uint8_t* levels,
           std::uint64_t* region, SweepSums& sums) {
  const Bytes d;
  const Quads d64;
  const Ints d32;
  const auto base = hn::LoadDup128(d, table.base);
  const auto within = hn::LoadDup128(d, table.within);
  auto p_low = hn::LoadU(d, sums.predicted.low.data());
  auto p_high = hn::LoadU(d, sums.predicted.high.data());
  auto g_low = hn::LoadU(d, sums.truth.low.data());
  auto g_high = hn::LoadU(d, sums.truth.high.data());
  auto sad = hn::Zero(d64);
  // 32-bit sums of squares hold 2^31 / (4 * 255^2) additions; rows are cut well before.
  constexpr std::size_t kSegment = 1024;
  const std::size_t words = words_of(row.width);
  for (std::size_t begin = 0; begin < words; begin += kSegment) {
    auto even = hn::Zero(d32);
    auto odd = hn::Zero(d32);
    for (std::size_t w = begin; w < std::min(words, begin + kSegment); ++w) {
      const std::size_t x = 64 * w;
      const std::size_t count = std::min<std::size_t>(64, static_cast<std::size_t>(row.width) - x);
      Word word{row.predicted + x, row.truth + x, row.trimap == nullptr ? nullptr : row.trimap + x};
      std::uint64_t bits = 0;
      if (HWY_LIKELY(count == 64)) {
        quantise(word, base, within, levels + x, p_low, p_high, g_low, g_high);
        bits = region_bits<kKind>(word);
        if (bits != 0) add_differences(word, bits, sad, even, odd);
      } else {
        const Tail tail(word, count);
        quantise(tail.word(), base, within, levels + x, p_low, p_high, g_low, g_high);
        std::memset(levels + x + count, 0, 64 - count);
        bits = region_bits<kKind>(tail.word()) & ((std::uint64_t{1} << count) - 1);
        add_differences(tail.word(), bits, sad, even, odd);
      }
      region[w] = bits;
      sums.pixels += std::popcount(bits);
    }
    // Lanes hold up to 2^31; their sum needs 64 bits.
    alignas(64) std::int32_t lanes[2 * 16];
    hn::Store(even, d32, lanes);
    hn::Store(odd, d32, lanes + hn::Lanes(d32));
    for (std::size_t i = 0; i < 2 * hn::Lanes(d32); ++i) sums.mse_x65025 += lanes[i];
  }
  sums.sad_x255 += static_cast<std::int64_t>(hn::GetLane(hn::SumOfLanes(d64, sad)));
  hn::StoreU(p_low, d, sums.predicted.low.data());
  hn::StoreU(p_high, d, sums.predicted.high.data());
  hn::StoreU(g_low, d, sums.truth.low.data());
  hn::StoreU(g_high, d, sums.truth.high.data());
}

void sweep_row_of_kind(const SweepRow& row, RegionKind kind, const LevelTable& table,
                       std::uint8_t* levels, std::uint64_t* region, SweepSums& sums) {
  switch (kind) {
    case RegionKind::unknown:
      return sweep<RegionKind::unknown>(row, table, levels, region, sums);
    case RegionKind::whole:
      return sweep<RegionKind::whole>(row, table, levels, region, sums);
    case RegionKind::either:
      return sweep<RegionKind::either>(row, table, levels, region, sums);
    case RegionKind::foreground:
      return sweep<RegionKind::foreground>(row, table, levels, region, sums);
    case RegionKind::background:
      return sweep<RegionKind::background>(row, table, levels, region, sums);
    case RegionKind::detail:
      return sweep<RegionKind::detail>(row, table, levels, region, sums);
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(sweep_row_of_kind);
}  // namespace

LaneExtremes::LaneExtremes() {
  low.fill(255);
  high.fill(0);
}

void LaneExtremes::add(const LaneExtremes& other) {
  for (std::size_t i = 0; i < low.size(); ++i) {
    low[i] = std::min(low[i], other.low[i]);
    high[i] = std::max(high[i], other.high[i]);
  }
}

Extremes LaneExtremes::all() const {
  return {*std::min_element(low.begin(), low.end()), *std::max_element(high.begin(), high.end())};
}

void SweepSums::add(const SweepSums& other) {
  pixels += other.pixels;
  sad_x255 += other.sad_x255;
  mse_x65025 += other.mse_x65025;
  predicted.add(other.predicted);
  truth.add(other.truth);
}

LevelTable::LevelTable(int sixth) {
  const int thresholds[10] = {26, 51, 77, 102, 128, sixth, 179, 204, 230, 255};
  for (int high = 0; high < 16; ++high) {
    base[high] = 0;
    within[high] = 127;
    for (const int threshold : thresholds) {
      const int beyond = threshold - 16 * high;
      if (beyond <= 0) ++base[high];
      if (beyond > 0 && beyond < 16) within[high] = static_cast<std::uint8_t>(beyond - 1);
    }
  }
}

void sweep_row(const SweepRow& row, RegionKind kind, const LevelTable& table, std::uint8_t* levels,
               std::uint64_t* region, SweepSums& sums) {
  HWY_DYNAMIC_DISPATCH(sweep_row_of_kind)(row, kind, table, levels, region, sums);
}

}  // namespace mbench
#endif
