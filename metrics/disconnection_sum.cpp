#include "metrics/disconnection_sum.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/disconnection_sum.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// By level: the greatest byte v with c(v) = 0, which is (76 + 51 level) / 2.
alignas(16) constexpr std::uint8_t kConnected[16] = {38,  63,  89,  114, 140, 165, 191, 216,
                                                     242, 255, 255, 255, 255, 255, 255, 255};

std::int64_t disconnection_sum_of_row(const std::uint8_t* predicted, const std::uint8_t* truth,
                                      const std::uint64_t* region, const LevelCells& cells, int y,
                                      const FinalLevel& final_level) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::Repartition<std::uint16_t, decltype(d)> d16;
  const hn::Repartition<std::uint64_t, decltype(d)> d64;
  const auto connected = hn::LoadDup128(d, kConnected);
  const auto most_level = hn::Set(d, final_level.most);
  const auto survivor = hn::Set(d, static_cast<std::uint8_t>(final_level.survivor * 17));
  const std::uint32_t* const places = cells.places(y);
  // |c(p) - c(g)| is 2 |p - g| where both are disconnected; where only the greater is, it is
  // 2 max - 51 level.
  auto values = hn::Zero(d64);
  auto subtracted = hn::Zero(d64);
  std::uint8_t tail[2][64];
  std::uint8_t flat[64];
  for (std::size_t w = 0; w < cells.words(); ++w) {
    if (region[w] == 0) continue;
    const std::uint8_t* p_word = predicted + 64 * w;
    const std::uint8_t* g_word = truth + 64 * w;
    const std::size_t count = static_cast<std::size_t>(cells.width()) - 64 * w;
    if (count < 64) {
      std::memset(tail, 0, sizeof(tail));
      std::memcpy(tail[0], p_word, count);
      std::memcpy(tail[1], g_word, count);
      p_word = tail[0];
      g_word = tail[1];
    }
    const std::uint8_t* cell = flat;
    if (LevelCells::is_flat(places[w])) {
      std::memset(flat, LevelCells::both_of(places[w]), 64);
    } else {
      cell = cells.cell(places[w]);
    }
    std::uint8_t bits[8];
    std::memcpy(bits, region + w, 8);
    for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
      const auto p = hn::LoadU(d, p_word + i);
      const auto g = hn::LoadU(d, g_word + i);
      const auto both_levels = hn::LoadU(d, cell + i);
      const auto high =
          hn::And(hn::BitCast(d, hn::ShiftRight<4>(hn::BitCast(d16, both_levels))), hn::Set(d, 15));
      const auto level =
          hn::IfThenElse(hn::Eq(both_levels, survivor), hn::Set(d, 10), hn::Min(high, most_level));
      const auto most = hn::TableLookupBytes(connected, level);
      const auto greater = hn::Max(p, g);
      const auto lesser = hn::Min(p, g);
      const auto counts = hn::And(hn::LoadMaskBits(d, bits + i / 8), hn::Gt(greater, most));
      const auto both = hn::Gt(lesser, most);
      const auto less = hn::IfThenElseZero(both, lesser);
      values = hn::Add(values, hn::SumsOf8(hn::IfThenElseZero(counts, hn::Sub(greater, less))));
      subtracted = hn::Add(
          subtracted, hn::SumsOf8(hn::IfThenElseZero(counts, hn::IfThenZeroElse(both, level))));
    }
  }
  return 2 * static_cast<std::int64_t>(hn::GetLane(hn::SumOfLanes(d64, values))) -
         51 * static_cast<std::int64_t>(hn::GetLane(hn::SumOfLanes(d64, subtracted)));
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(disconnection_sum_of_row);
}  // namespace

std::int64_t disconnection_sum(const std::uint8_t* predicted, const std::uint8_t* truth,
                               const std::uint64_t* region, const LevelCells& cells, int y,
                               const FinalLevel& final_level) {
  return HWY_DYNAMIC_DISPATCH(disconnection_sum_of_row)(predicted, truth, region, cells, y,
                                                        final_level);
}

}  // namespace mbench
#endif
