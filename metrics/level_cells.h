#pragma once

#include "metrics/growing_array.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mbench {

/// Words of 64 pixels that a row takes.
constexpr std::size_t words_of(int width) { return (static_cast<std::size_t>(width) + 63) / 64; }

/// The pixels `begin` to `end` - 1 of a row that lie in its word `word`, which some do.
constexpr std::uint64_t bits_between(std::size_t word, std::size_t begin, std::size_t end) {
  std::uint64_t bits = ~std::uint64_t{0};
  if (word == begin / 64) bits &= ~std::uint64_t{0} << begin % 64;
  if (end - 64 * word < 64) bits &= ~(~std::uint64_t{0} << (end - 64 * word));
  return bits;
}

/// A row's words as bits: those that cross a threshold and those that hold a level, from 1 on.
struct WordSets {
  std::uint64_t* crossing;
  std::uint64_t* holding;
};

/// Two levels (0..10) for each pixel of a band of rows: the one given, in the low half of a
/// byte, and one that later steps lower, in the high half.
///
/// Words of 64 pixels in which nothing changes are kept as one byte, so that a matte takes
/// a small part of a byte a pixel.
class LevelCells {
 public:
  explicit LevelCells(int width);

  /// Room for the rows to come, so that a thread that adds them need not ask for more.
  void expect_rows(int rows);

  int width() const { return width_; }
  int height() const { return height_; }
  std::size_t words() const { return words_; }
  /// Pixels whose given level reaches `threshold` (1..10).
  std::int64_t reaching(unsigned threshold) const { return reaching_[threshold - 1]; }
  /// Words that are not flat.
  std::size_t cells() const { return next_place_ - kFirstCell; }

  /// Where the next row's levels are to be written: whole words, 0 behind the last pixel.
  std::uint8_t* next_row() { return row_.data() + kMargin; }
  /// Takes the row that was written to next_row(). Both levels start equal.
  void add_row();

  /// Whether the word is kept as one byte, which is then `both_of`.
  static bool is_flat(std::uint32_t place) { return place < kFirstCell; }
  static std::uint8_t both_of(std::uint32_t place) { return static_cast<std::uint8_t>(place); }
  /// Where each word of row `y` is kept.
  const std::uint32_t* places(int y) const {
    return places_.data() + static_cast<std::size_t>(y) * words_;
  }
  std::uint32_t* places(int y) { return places_.data() + static_cast<std::size_t>(y) * words_; }
  /// The 64 bytes of a word that is not flat.
  const std::uint8_t* cell(std::uint32_t place) const {
    return cells_.data() + std::size_t{64} * (place - kFirstCell);
  }
  std::uint8_t* cell(std::uint32_t place) {
    return cells_.data() + std::size_t{64} * (place - kFirstCell);
  }
  /// Both levels of one pixel.
  std::uint8_t both(int y, std::size_t x) const {
    const std::uint32_t place = places(y)[x / 64];
    return is_flat(place) ? both_of(place) : cell(place)[x % 64];
  }
  /// One bit a word of row `y`: some pixel of it and its left neighbour, which may be in the
  /// word before, lie on different sides of `threshold` (1..10). Such a word is not flat.
  const std::uint64_t* crossing(int y, unsigned threshold) const {
    return crossing_.data() +
           (static_cast<std::size_t>(y) * kThresholds + threshold - 1) * crossing_words();
  }
  std::size_t crossing_words() const { return (words_ + 63) / 64; }
  /// One bit a word of row `y`: some pixel of it has exactly this level (1..10).
  const std::uint64_t* holding(int y, unsigned level) const {
    return holding_.data() +
           (static_cast<std::size_t>(y) * kThresholds + level - 1) * crossing_words();
  }

  /// Makes both levels of each pixel equal again.
  void undo_lowering();

 private:
  static constexpr std::size_t kMargin = 64;
  static constexpr std::size_t kThresholds = 10;
  static constexpr std::uint32_t kFirstCell = 256;

  int width_;
  int height_ = 0;
  std::size_t words_;
  std::vector<std::uint8_t> row_;
  GrowingArray<std::uint32_t> places_;
  GrowingArray<std::uint64_t> crossing_;
  GrowingArray<std::uint64_t> holding_;
  GrowingArray<std::uint8_t> cells_;
  std::uint32_t next_place_ = kFirstCell;
  std::array<std::int64_t, kThresholds> reaching_{};
};

}  // namespace mbench
