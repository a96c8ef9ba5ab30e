#include "metrics/reached_pixels.h"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/reached_pixels.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "metrics/level_bits-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

/// All of each run of bits of `in` that holds a bit of `seeds`, which are part of `in`.
HWY_INLINE std::uint64_t whole_runs(std::uint64_t in, std::uint64_t seeds) {
  // A carry goes up from the lowest seed to the run's end.
  std::uint64_t filled = (in & ~(in + seeds)) | seeds;
  std::uint64_t open = in;
  filled |= open & filled >> 1;
  open &= open >> 1;
  filled |= open & filled >> 2;
  open &= open >> 2;
  filled |= open & filled >> 4;
  open &= open >> 4;
  filled |= open & filled >> 8;
  open &= open >> 8;
  filled |= open & filled >> 16;
  open &= open >> 16;
  filled |= open & filled >> 32;
  return filled;
}

/// A word at a threshold.
struct Word {
  std::uint64_t in;    ///< pixels that reach it
  std::uint64_t late;  ///< and would have reached the one before
};

HWY_INLINE Word word_at(LevelCells& cells, std::uint32_t place, unsigned threshold) {
  if (HWY_UNLIKELY(LevelCells::is_flat(place))) {
    const unsigned level = place & 15U;
    return {level >= threshold ? ~std::uint64_t{0} : 0, level > threshold ? ~std::uint64_t{0} : 0};
  }
  const std::uint8_t* const cell = cells.cell(place);
  return {reaching(cell, threshold), reaching(cell, threshold + 1)};
}

/// `bits` where `condition` holds. Which words grow cannot be foreseen, so that branches cost more.
HWY_INLINE std::uint64_t only_if(bool condition, std::uint64_t bits) {
  return bits & (0 - static_cast<std::uint64_t>(condition));
}

/// A row at work. What changes with each word is kept in registers while a group of 64 is done.
class GrowingRow {
 public:
  GrowingRow(const GrowingRows& rows, int y)
      : cells_(rows.cells),
        threshold_(rows.threshold),
        places_(rows.cells.places(y)),
        here_(rows.row(y)),
        above_(rows.row(y - 1)),
        below_(rows.row(y + 1)),
        open_(rows.open + rows.group(y)),
        grown_down_(rows.grown_down + rows.group(y)),
        grown_up_(rows.grown_up + rows.group(y)) {}

  /// Takes in what it can of the words `pending` of a group. Bits of `beyond` tell whether the
  /// first word grew to the left (1) or the last one to the right (2).
  HWY_INLINE std::int64_t grow(std::size_t group, std::uint64_t pending, unsigned& beyond) const {
    std::int64_t pixels = 0;
    std::uint64_t open = open_[group];
    std::uint64_t down = 0;
    std::uint64_t up = 0;
    std::uint64_t again = 0;
    // Of the word visited last: its number and what it had before. A word sees its left neighbour
    // so, lest it wait until that is done; where it should have waited, it is visited once more.
    std::size_t last = ~std::size_t{0};
    std::uint64_t last_had = 0;
    while (pending != 0) {
      const auto w = 64 * group + static_cast<std::size_t>(std::countr_zero(pending));
      const std::uint64_t bit = pending & (0 - pending);
      pending ^= bit;
      const std::uint32_t place = places_[w];
      const Word word = word_at(cells_, place, threshold_);
      const std::uint64_t had = here_[w];
      const std::uint64_t above = above_[w];
      const std::uint64_t below = below_[w];
      const std::uint64_t* const left_word = last + 1 == w ? &last_had : here_ + w - 1;
      const std::uint64_t around = had | above | below | *left_word >> 63 | here_[w + 1] << 63;
      const std::uint64_t has = whole_runs(word.in, word.in & around);
      const std::uint64_t more = has & ~had;
      here_[w] = has;
      pixels += std::popcount(more);
      open &= ~only_if(has == word.in, bit);
      down |= only_if((more & ~below) != 0, bit);
      up |= only_if((more & ~above) != 0, bit);
      if (const std::uint64_t late = more & word.late; late != 0) lower(w, place, late);
      const std::uint64_t right = only_if(more >> 63 != 0, bit);
      const std::uint64_t left = only_if((more & 1) != 0, bit);
      again |= right << 1 | left >> 1;
      beyond |= static_cast<unsigned>(left & 1) | static_cast<unsigned>(right >> 63) << 1;
      last = w;
      last_had = had;
      if (HWY_UNLIKELY(pending == 0)) {
        pending = again & open;
        again = 0;
        last = ~std::size_t{0};
        last_had = 0;
      }
    }
    open_[group] = open;
    grown_down_[group] |= down;
    grown_up_[group] |= up;
    return pixels;
  }

  /// The word, if some pixel of it waits.
  HWY_INLINE std::uint64_t if_open(std::size_t group, std::uint64_t bit) const {
    return open_[group] & bit;
  }

 private:
  void lower(std::size_t w, std::uint32_t place, std::uint64_t late) const {
    if (LevelCells::is_flat(place)) {
      places_[w] = (place & 15U) | threshold_ << 4;
    } else {
      set_high_halves(cells_.cell(place), late, threshold_);
    }
  }

  LevelCells& cells_;
  unsigned threshold_;
  std::uint32_t* places_;
  std::uint64_t* here_;
  const std::uint64_t* above_;
  const std::uint64_t* below_;
  std::uint64_t* open_;
  std::uint64_t* grown_down_;
  std::uint64_t* grown_up_;
};

/// Takes in what it can of the words `pending` of row `y` and of their neighbours in the row.
/// Returns the number of new pixels. Not inline: the sweeps would take its registers.
HWY_NOINLINE std::int64_t grow_row(const GrowingRows& rows, int y, std::uint64_t* pending) {
  const GrowingRow row(rows, y);
  std::int64_t pixels = 0;
  for (std::size_t group = 0; group < rows.groups; ++group) {
    if (pending[group] == 0) continue;
    unsigned beyond = 0;
    pixels += row.grow(group, pending[group], beyond);
    pending[group] = 0;
    if (HWY_LIKELY(beyond == 0)) continue;
    if ((beyond & 2) != 0 && group + 1 < rows.groups) {
      pending[group + 1] |= row.if_open(group + 1, 1);
    }
    if ((beyond & 1) != 0 && group > 0) {
      pending[group - 1] |= row.if_open(group - 1, std::uint64_t{1} << 63);
      group -= 2;  // on with the one before; it is 0 after ++ where it was 1
    }
  }
  return pixels;
}

/// Asks for the cells of words of row `y`, which the processor cannot foresee.
HWY_INLINE void fetch_cells(const GrowingRows& rows, int y, const std::uint64_t* set) {
  const LevelCells& cells = rows.cells;
  const std::uint32_t* const places = cells.places(y);
  for (std::size_t group = 0; group < rows.groups; ++group) {
    for (std::uint64_t words = set[group]; words != 0; words &= words - 1) {
      const std::uint32_t place =
          places[64 * group + static_cast<std::size_t>(std::countr_zero(words))];
      if (!LevelCells::is_flat(place)) hwy::Prefetch(cells.cell(place));
    }
  }
}

/// Rows from the top down; each sees what its neighbour above took in since it last looked.
std::int64_t sweep_down(const GrowingRows& rows, bool first, std::uint64_t* pending) {
  std::int64_t pixels = 0;
  for (int y = 0; y < rows.height; ++y) {
    std::uint64_t* const open = rows.open + rows.group(y);
    std::uint64_t* const grown = rows.grown_down + rows.group(y - 1);
    std::uint64_t any = 0;
    constexpr int kAhead = 2;
    if (first && y + kAhead < rows.height) {
      fetch_cells(rows, y + kAhead, rows.cells.holding(y + kAhead, rows.threshold));
    }
    for (std::size_t group = 0; group < rows.groups; ++group) {
      std::uint64_t fresh = 0;
      if (first) fresh = rows.cells.holding(y, rows.threshold)[group];
      open[group] |= fresh;
      pending[group] = fresh | (open[group] & grown[group]);
      grown[group] = 0;
      any |= pending[group];
    }
    if (any != 0) pixels += grow_row(rows, y, pending);
  }
  return pixels;
}

std::int64_t sweep_up(const GrowingRows& rows, std::uint64_t* pending) {
  std::int64_t pixels = 0;
  for (int y = rows.height - 1; y >= 0; --y) {
    const std::uint64_t* const open = rows.open + rows.group(y);
    std::uint64_t* const grown = rows.grown_up + rows.group(y + 1);
    std::uint64_t any = 0;
    for (std::size_t group = 0; group < rows.groups; ++group) {
      pending[group] = open[group] & grown[group];
      grown[group] = 0;
      any |= pending[group];
    }
    if (any != 0) pixels += grow_row(rows, y, pending);
  }
  return pixels;
}

/// Until nothing changes; each sweep shows the next what it has not seen.
std::int64_t grow_all(const GrowingRows& rows, bool first, std::uint64_t* pending) {
  std::int64_t pixels = sweep_down(rows, first, pending);
  for (bool down = false;; down = !down) {
    const std::int64_t more = down ? sweep_down(rows, false, pending) : sweep_up(rows, pending);
    if (more == 0) return pixels;
    pixels += more;
  }
}

void leave_words(const GrowingRows& rows) {
  for (int y = 0; y < rows.height; ++y) {
    std::uint32_t* const places = rows.cells.places(y);
    const std::uint64_t* const open = rows.open + rows.group(y);
    for (std::size_t group = 0; group < rows.groups; ++group) {
      for (std::uint64_t words = open[group]; words != 0; words &= words - 1) {
        const auto w = 64 * group + static_cast<std::size_t>(std::countr_zero(words));
        const std::uint64_t others = ~rows.row(y)[w];
        if (others == 0) continue;
        if (LevelCells::is_flat(places[w])) {
          places[w] &= 15U;
        } else {
          set_high_halves(rows.cells.cell(places[w]), others, 0);
        }
      }
    }
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(grow_all);
HWY_EXPORT(leave_words);
}  // namespace

ReachedPixels::ReachedPixels(LevelCells& cells)
    : cells_(cells), words_(cells.words()), groups_(cells.crossing_words()) {
  const auto rows = static_cast<std::size_t>(cells.height()) + 2;
  bits_.resize(rows * (words_ + 2));
  open_.resize(rows * groups_);
  for (auto& grown : grown_) grown.resize(rows * groups_);
}

GrowingRows ReachedPixels::rows() {
  return {cells_,
          cells_.height(),
          words_,
          groups_,
          threshold_,
          bits_.data() + at(0, 0),
          open_.data() + group_at(0),
          grown_[0].data() + group_at(0),
          grown_[1].data() + group_at(0)};
}

void ReachedPixels::take(int y, std::size_t begin, std::size_t end) {
  pixels_ += static_cast<std::int64_t>(end - begin);
  for (std::size_t word = begin / 64; 64 * word < end; ++word) {
    bits_[at(y, word)] |= bits_between(word, begin, end);
  }
}

void ReachedPixels::open(unsigned top) {
  threshold_ = top;
  for (int y = 0; y < cells_.height(); ++y) {
    std::copy_n(cells_.holding(y, top), groups_, open_.data() + group_at(y));
  }
}

void ReachedPixels::grow(unsigned threshold) {
  const bool first = threshold != threshold_;
  threshold_ = threshold;
  std::vector<std::uint64_t> pending(groups_);
  pixels_ += HWY_DYNAMIC_DISPATCH(grow_all)(rows(), first, pending.data());
}

bool ReachedPixels::see_beyond(int y, const std::uint64_t* row) {
  std::vector<std::uint64_t>& grown = grown_[y < 0 ? 0 : 1];
  bool news = false;
  for (std::size_t word = 0; word < words_; ++word) {
    std::uint64_t& known = bits_[at(y, word)];
    if (known == row[word]) continue;
    known = row[word];
    grown[group_at(y) + word / 64] |= std::uint64_t{1} << word % 64;
    news = true;
  }
  return news;
}

void ReachedPixels::leave_others() { HWY_DYNAMIC_DISPATCH(leave_words)(rows()); }

}  // namespace mbench
#endif
