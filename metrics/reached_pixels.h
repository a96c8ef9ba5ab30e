#pragma once

#include "metrics/level_cells.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mbench {

/// What ReachedPixels works on, from row 0 on; rows -1 and `height` are there, too.
struct GrowingRows {
  std::uint64_t* row(int y) const { return bits + static_cast<std::ptrdiff_t>(words + 2) * y; }
  std::ptrdiff_t group(int y) const { return static_cast<std::ptrdiff_t>(groups) * y; }

  LevelCells& cells;
  int height;
  std::size_t words;
  std::size_t groups;  ///< of 64 words
  unsigned threshold;
  std::uint64_t* bits;        ///< one a pixel: reached
  std::uint64_t* open;        ///< one a word: some pixel of it waits to be reached
  std::uint64_t* grown_down;  ///< one a word: the row below has not seen all that was reached
  std::uint64_t* grown_up;    ///< the row above has not
};

/// The pixels of a band that are 4-connected to a component, at thresholds that fall: what is
/// connected at one stays connected at the next.
///
/// A pixel's high half is set to the threshold at which it was reached. Pixels are kept as one
/// bit each, and only words are visited in which something may change.
class ReachedPixels {
 public:
  /// Nothing is reached yet. Both levels of each pixel of `cells` must be equal.
  explicit ReachedPixels(LevelCells& cells);

  /// Takes in pixels `begin` to `end` - 1 of row `y`, whose level is `top`.
  void take(int y, std::size_t begin, std::size_t end);
  /// Tells the highest level that there is, and that all of the first component is taken in.
  void open(unsigned top);

  /// Takes in what reaches `threshold` and is connected with the pixels taken in before or with
  /// those beyond the band. Thresholds come one by one, down from `top` - 1; the same one again
  /// where see_beyond() says so.
  void grow(unsigned threshold);

  /// Pixels taken in.
  std::int64_t pixels() const { return pixels_; }

  /// One bit a pixel of the row: -1 and height() lie in the neighbouring bands.
  const std::uint64_t* row(int y) const { return bits_.data() + at(y, 0); }
  /// Tells what was reached beyond the band, above it (`y` = -1) or below it (`y` = height()).
  /// Returns whether something is new.
  bool see_beyond(int y, const std::uint64_t* row);

  /// Sets the high half of all pixels to 0 that were not reached.
  void leave_others();

 private:
  GrowingRows rows();
  std::size_t at(int y, std::size_t word) const {
    return static_cast<std::size_t>(y + 1) * (words_ + 2) + 1 + word;
  }
  std::size_t group_at(int y) const { return static_cast<std::size_t>(y + 1) * groups_; }

  LevelCells& cells_;
  std::size_t words_;
  std::size_t groups_;
  unsigned threshold_ = 0;
  std::int64_t pixels_ = 0;
  std::vector<std::uint64_t> bits_;  ///< with a word and a row around
  std::vector<std::uint64_t> open_;
  std::vector<std::uint64_t> grown_[2];  ///< down and up
};

}  // namespace mbench
