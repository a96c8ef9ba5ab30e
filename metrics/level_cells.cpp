#include "metrics/level_cells.h"

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/level_cells.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// One bit a pixel that reaches the threshold.
HWY_INLINE std::uint64_t reaching(const std::uint8_t* levels, int threshold) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::RebindToSigned<decltype(d)> di;
  const auto below = hn::Set(di, static_cast<std::int8_t>(threshold - 1));
  std::uint8_t bytes[8];
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto level = hn::BitCast(di, hn::LoadU(d, levels + i));
    hn::StoreMaskBits(di, hn::Gt(level, below), bytes + i / 8);
  }
  std::uint64_t bits;
  std::memcpy(&bits, bytes, 8);
  return bits;
}

/// Stores the words that change to `cells` and sets their bits. Returns their number.
std::uint32_t store_words(const std::uint8_t* levels, std::size_t words, std::uint32_t place,
                          std::uint32_t* places, std::uint64_t* crossing, std::uint8_t* cells) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::Repartition<std::uint16_t, decltype(d)> d16;
  const std::size_t crossing_words = (words + 63) / 64;
  std::uint32_t stored = 0;
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint8_t* const word = levels + 64 * w;
    bool changes = false;
    for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
      const auto same = hn::Eq(hn::LoadU(d, word + i), hn::LoadU(d, word + i - 1));
      changes = changes || !hn::AllTrue(d, same);
    }
    if (!changes) {
      places[w] = word[0] * 17U;
      continue;
    }
    for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
      const auto level = hn::LoadU(d, word + i);
      const auto high = hn::BitCast(d, hn::ShiftLeft<4>(hn::BitCast(d16, level)));
      hn::StoreU(hn::Or(level, high), d, cells + i);
    }
    cells += 64;
    places[w] = place + stored++;
    for (int threshold = 1; threshold <= 10; ++threshold) {
      const std::uint64_t bits = reaching(word, threshold);
      const std::uint64_t left = bits << 1 | static_cast<std::uint64_t>(word[-1] >= threshold);
      crossing[static_cast<std::size_t>(threshold - 1) * crossing_words + w / 64] |=
          static_cast<std::uint64_t>(bits != left) << w % 64;
    }
  }
  return stored;
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(store_words);
}  // namespace

LevelCells::LevelCells(int width)
    : width_(width), words_(words_of(width)), row_(kMargin + 64 * words_, 0) {}

void LevelCells::expect_rows(int rows) {
  constexpr std::size_t kWordsForACell = 8;  // of a matte with much hair; noise needs more
  const std::size_t words = words_ * static_cast<std::size_t>(rows);
  places_.reserve(words);
  crossing_.reserve(kThresholds * crossing_words() * static_cast<std::size_t>(rows));
  cells_.reserve(64 * (words / kWordsForACell + words_));
}

void LevelCells::add_row() {
  const auto y = static_cast<std::size_t>(height_++);
  places_.reserve((y + 1) * words_);
  const std::size_t crossing_size = kThresholds * crossing_words();
  crossing_.reserve((y + 1) * crossing_size);
  std::uint64_t* const crossing = crossing_.data() + y * crossing_size;
  std::fill_n(crossing, crossing_size, 0);
  cells_.reserve(64 * (next_place_ - kFirstCell + words_));
  next_place_ +=
      HWY_DYNAMIC_DISPATCH(store_words)(row_.data() + kMargin, words_, next_place_,
                                        places_.data() + y * words_, crossing, cell(next_place_));
}

}  // namespace mbench
#endif
