#include "metrics/reached_pixels.h"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/reached_pixels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;

/// One bit a pixel of a cell whose given level reaches the threshold.
HWY_INLINE std::uint64_t reaching(const std::uint8_t* cell, unsigned threshold) {
  const Bytes d;
  const hn::RebindToSigned<Bytes> di;
  const auto below = hn::Set(di, static_cast<std::int8_t>(threshold - 1));
  std::uint8_t bytes[8];
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto level = hn::And(hn::LoadU(d, cell + i), hn::Set(d, 15));
    hn::StoreMaskBits(di, hn::Gt(hn::BitCast(di, level), below), bytes + i / 8);
  }
  std::uint64_t bits;
  std::memcpy(&bits, bytes, 8);
  return bits;
}

HWY_INLINE void set_high_halves(std::uint8_t* cell, std::uint64_t bits, unsigned level) {
  const Bytes d;
  std::uint8_t bytes[8];
  std::memcpy(bytes, &bits, 8);
  const auto high = hn::Set(d, static_cast<std::uint8_t>(level << 4));
  for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
    const auto old = hn::LoadU(d, cell + i);
    const auto changed = hn::Or(hn::And(old, hn::Set(d, 15)), high);
    hn::StoreU(hn::IfThenElse(hn::LoadMaskBits(d, bytes + i / 8), changed, old), d, cell + i);
  }
}

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

constexpr std::uint64_t kEnds = std::uint64_t{1} << 63 | 1;

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

/// Adds word `w` to `pending` if it is open. Returns its group.
HWY_INLINE std::size_t add_pending(std::uint64_t* pending, const std::uint64_t* open,
                                   std::size_t w) {
  pending[w / 64] |= open[w / 64] & std::uint64_t{1} << w % 64;
  return w / 64;
}

/// Takes in what it can of the words `pending` of row `y` and of their neighbours in the row.
/// Returns the number of new pixels.
HWY_INLINE std::int64_t grow_row(const GrowingRows& rows, int y, std::uint64_t* pending) {
  const std::size_t words = rows.words;
  const unsigned threshold = rows.threshold;
  LevelCells& cells = rows.cells;
  std::uint32_t* const places = cells.places(y);
  std::uint64_t* const here = rows.row(y);
  const std::uint64_t* const above = rows.row(y - 1);
  const std::uint64_t* const below = rows.row(y + 1);
  std::uint64_t* const open = rows.open + rows.group(y);
  std::uint64_t* const grown_down = rows.grown_down + rows.group(y);
  std::uint64_t* const grown_up = rows.grown_up + rows.group(y);
  std::int64_t pixels = 0;
  for (std::size_t group = 0; group < rows.groups; ++group) {
    while (pending[group] != 0) {
      const auto w = 64 * group + static_cast<std::size_t>(std::countr_zero(pending[group]));
      const std::uint64_t bit = pending[group] & (0 - pending[group]);
      pending[group] ^= bit;
      const std::uint32_t place = places[w];
      const Word word = word_at(cells, place, threshold);
      const std::uint64_t had = here[w];
      const std::uint64_t around =
          had | above[w] | below[w] | here[w - 1] >> 63 | here[w + 1] << 63;
      const std::uint64_t has = whole_runs(word.in, word.in & around);
      const std::uint64_t more = has & ~had;
      here[w] = has;
      pixels += std::popcount(more);
      open[group] &= ~only_if(has == word.in, bit);
      grown_down[group] |= only_if((more & ~below[w]) != 0, bit);
      grown_up[group] |= only_if((more & ~above[w]) != 0, bit);
      if (const std::uint64_t late = more & word.late; HWY_UNLIKELY(late != 0)) {
        if (LevelCells::is_flat(place)) {
          places[w] = (place & 15U) | threshold << 4;
        } else {
          set_high_halves(cells.cell(place), late, threshold);
        }
      }
      if (HWY_LIKELY((more & kEnds) == 0)) continue;
      if (more >> 63 != 0 && w + 1 < words) add_pending(pending, open, w + 1);
      if ((more & 1) != 0 && w > 0) group = add_pending(pending, open, w - 1);
    }
  }
  return pixels;
}

/// Rows from the top down; each sees what its neighbour above took in since it last looked.
std::int64_t sweep_down(const GrowingRows& rows, bool first, std::uint64_t* pending) {
  std::int64_t pixels = 0;
  for (int y = 0; y < rows.height; ++y) {
    std::uint64_t* const open = rows.open + rows.group(y);
    std::uint64_t* const grown = rows.grown_down + rows.group(y - 1);
    std::uint64_t any = 0;
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
    std::uint64_t bits = ~std::uint64_t{0};
    if (word == begin / 64) bits &= ~std::uint64_t{0} << begin % 64;
    if (end - 64 * word < 64) bits &= ~(~std::uint64_t{0} << (end - 64 * word));
    bits_[at(y, word)] |= bits;
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
