#include "metrics/level_cells.h"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/level_cells.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "metrics/level_bits-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Stores the words that change to `cells`; sets the bits of all; adds to `reaching_counts` the
/// pixels that reach each threshold. Returns the number of words stored.
std::uint32_t store_words(const std::uint8_t* levels, std::size_t words, std::uint32_t place,
                          std::uint32_t* places, const WordSets& sets, std::uint8_t* cells,
                          std::int64_t* reaching_counts) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::Repartition<std::uint16_t, decltype(d)> d16;
  const std::size_t crossing_words = (words + 63) / 64;
  std::uint32_t stored = 0;
  std::int64_t flat[11] = {};  // words, by their level
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint8_t* const word = levels + 64 * w;
    bool changes = false;
    for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
      const auto same = hn::Eq(hn::LoadU(d, word + i), hn::LoadU(d, word + i - 1));
      changes = changes || !hn::AllTrue(d, same);
    }
    if (!changes) {
      places[w] = word[0] * 17U;
      ++flat[word[0]];
      if (word[0] != 0) {
        sets.holding[(word[0] - std::size_t{1}) * crossing_words + w / 64] |= std::uint64_t{1}
                                                                              << w % 64;
      }
      continue;
    }
    for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
      const auto level = hn::LoadU(d, word + i);
      const auto high = hn::BitCast(d, hn::ShiftLeft<4>(hn::BitCast(d16, level)));
      hn::StoreU(hn::Or(level, high), d, cells + i);
    }
    cells += 64;
    places[w] = place + stored++;
    std::uint64_t higher = 0;
    for (unsigned threshold = 10; threshold >= 1; --threshold) {
      const std::uint64_t bits = reaching(word, threshold);
      reaching_counts[threshold - 1] += std::popcount(bits);
      const std::uint64_t left = bits << 1 | static_cast<std::uint64_t>(word[-1] >= threshold);
      const std::size_t at = (threshold - 1) * crossing_words + w / 64;
      sets.crossing[at] |= static_cast<std::uint64_t>(bits != left) << w % 64;
      sets.holding[at] |= static_cast<std::uint64_t>(bits != higher) << w % 64;
      higher = bits;
    }
  }
  std::int64_t pixels = 0;
  for (int threshold = 10; threshold >= 1; --threshold) {
    pixels += 64 * flat[threshold];
    reaching_counts[threshold - 1] += pixels;
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
  holding_.reserve(kThresholds * crossing_words() * static_cast<std::size_t>(rows));
  cells_.reserve(64 * (words / kWordsForACell + words_));
}

void LevelCells::add_row() {
  const auto y = static_cast<std::size_t>(height_++);
  places_.reserve((y + 1) * words_);
  const std::size_t sets_size = kThresholds * crossing_words();
  crossing_.reserve((y + 1) * sets_size);
  holding_.reserve((y + 1) * sets_size);
  const WordSets sets{crossing_.data() + y * sets_size, holding_.data() + y * sets_size};
  std::fill_n(sets.crossing, sets_size, 0);
  std::fill_n(sets.holding, sets_size, 0);
  cells_.reserve(64 * (next_place_ - kFirstCell + words_));
  next_place_ += HWY_DYNAMIC_DISPATCH(store_words)(row_.data() + kMargin, words_, next_place_,
                                                   places_.data() + y * words_, sets,
                                                   cell(next_place_), reaching_.data());
}

void LevelCells::undo_lowering() {
  const auto equal = [](auto both) { return (both & 15U) * 17U; };
  std::uint32_t* const places = places_.data();
  for (std::size_t i = 0; i < static_cast<std::size_t>(height_) * words_; ++i) {
    if (is_flat(places[i])) places[i] = equal(places[i]);
  }
  std::uint8_t* const levels = cells_.data();
  for (std::size_t i = 0; i < 64 * cells(); ++i) {
    levels[i] = static_cast<std::uint8_t>(equal(levels[i]));
  }
}

}  // namespace mbench
#endif
