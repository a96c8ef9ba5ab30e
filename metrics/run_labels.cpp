#include "metrics/run_labels.h"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/run_labels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "metrics/level_bits-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE std::uint32_t find(std::uint32_t* parent, std::uint32_t run) {
  while (parent[run] != run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}

/// Later runs point to earlier ones: a run's first neighbour above gives it its component,
/// further ones may bring two together.
HWY_INLINE void join(std::uint32_t* parent, std::uint32_t run, std::uint32_t above) {
  const std::uint32_t own = parent[run];
  const std::uint32_t other = parent[above];
  parent[run] = own == run ? other : own;
  if (HWY_LIKELY(own == run || own == other)) return;
  const std::uint32_t a = find(parent, own);
  const std::uint32_t b = find(parent, other);
  parent[std::max(a, b)] = std::min(a, b);
}

/// The lowest bit's number; 63 if there is none.
HWY_INLINE std::uint32_t lowest(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::countr_zero(bits | std::uint64_t{1} << 63));
}

/// Columns of the bits, in order; some room behind them is written over.
HWY_INLINE void write_columns(std::uint64_t bits, std::uint32_t x, std::uint32_t* columns) {
  // Mostly there are few: four without asking spare a mispredicted branch.
  columns[0] = x + lowest(bits);
  bits &= bits - 1;
  columns[1] = x + lowest(bits);
  bits &= bits - 1;
  columns[2] = x + lowest(bits);
  bits &= bits - 1;
  columns[3] = x + lowest(bits);
  bits &= bits - 1;
  for (columns += 4; HWY_UNLIKELY(bits != 0); bits &= bits - 1) *columns++ = x + lowest(bits);
}

/// `count` new runs from number `first` on, each its own component so far.
HWY_INLINE void write_numbers(std::uint32_t first, std::uint32_t count, std::uint32_t* parent) {
  const hn::CappedTag<std::uint32_t, 4> d;
  const auto numbers = hn::Iota(d, 0);
  for (std::uint32_t i = first; i < first + count; i += static_cast<std::uint32_t>(hn::Lanes(d))) {
    hn::StoreU(hn::Add(hn::Set(d, i), numbers), d, parent + i);
  }
}

/// Runs of row `y`, joined with those of the row above, which begin at number `above_begin`.
/// `above` holds the words that cross the threshold there, `here` gets this row's. Returns
/// the number after the last run.
HWY_INLINE std::uint32_t label_row(const LevelCells& cells, int y, unsigned threshold,
                                   std::uint32_t above_begin, std::uint32_t here_begin,
                                   const WordBits* above, WordBits* here, const RunArrays& runs) {
  const std::uint32_t* const places = cells.places(y);
  const std::uint64_t* const crossing = cells.crossing(y, threshold);
  const std::uint64_t* const crossing_above = cells.crossing(y > 0 ? y - 1 : 0, threshold);
  std::uint32_t begins = here_begin;
  std::uint32_t ends = here_begin;
  std::uint32_t begins_above = above_begin;
  std::uint64_t last_here = 0;
  std::uint64_t last_above = 0;
  for (std::size_t group = 0; group < cells.crossing_words(); ++group) {
    const std::uint64_t crosses = crossing[group];
    const std::uint64_t crosses_above = y > 0 ? crossing_above[group] : 0;
    // Elsewhere, neither row begins or ends a run.
    for (std::uint64_t words = crosses | crosses_above; words != 0; words &= words - 1) {
      const auto w = 64 * group + static_cast<std::size_t>(std::countr_zero(words));
      const std::uint64_t word = words & (0 - words);
      const auto x = static_cast<std::uint32_t>(64 * w);
      // A word that does not cross goes on as the one before it ended.
      std::uint64_t in = 0 - last_here;
      if (HWY_LIKELY((crosses & word) != 0)) in = reaching(cells.cell(places[w]), threshold);
      WordBits over{0 - last_above, 0};
      if (HWY_LIKELY((crosses_above & word) != 0)) over = above[w];
      const std::uint64_t before = in << 1 | last_here;
      const std::uint64_t before_over = over.in << 1 | last_above;
      const std::uint64_t begin_bits = in & ~before;
      const std::uint64_t end_bits = before & ~in;
      here[w] = {in, begin_bits};
      const auto count = static_cast<std::uint32_t>(std::popcount(begin_bits));
      write_columns(begin_bits, x, runs.begin + begins);
      write_numbers(begins, count, runs.parent);
      write_columns(end_bits, x, runs.end + ends);
      ends += static_cast<std::uint32_t>(std::popcount(end_bits));
      // Each stretch where both rows are inside joins two runs.
      for (std::uint64_t bits = in & over.in & ~(before & before_over); bits != 0;
           bits &= bits - 1) {
        const std::uint64_t up_to = bits ^ (bits - 1);
        const auto nth = static_cast<std::uint32_t>(std::popcount(begin_bits & up_to));
        const auto nth_above = static_cast<std::uint32_t>(std::popcount(over.begins & up_to));
        join(runs.parent, begins + nth - 1, begins_above + nth_above - 1);
      }
      begins += count;
      begins_above += static_cast<std::uint32_t>(std::popcount(over.begins));
      last_here = in >> 63;
      last_above = over.in >> 63;
    }
  }
  if (last_here != 0) runs.end[ends] = static_cast<std::uint32_t>(cells.width());
  return begins;
}

/// Rows `begin` to `end` - 1; `row_begin` holds the first run of row `begin` and the one
/// above, and gets those up to row `end`.
void label_rows(const LevelCells& cells, int begin, int end, unsigned threshold,
                std::uint32_t* row_begin, WordBits* words, const RunArrays& runs) {
  for (int y = begin; y < end; ++y) {
    const std::uint32_t above = y > 0 ? row_begin[y - 1] : 0;
    const auto parity = static_cast<std::size_t>(y % 2);
    row_begin[y + 1] =
        label_row(cells, y, threshold, above, row_begin[y], words + (1 - parity) * cells.words(),
                  words + parity * cells.words(), runs);
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(label_rows);

/// write_columns() may write this many behind the last.
constexpr std::size_t kSlack = 8;
}  // namespace

void RunLabels::expect_runs(std::size_t runs) {
  begin_.reserve(runs);
  end_.reserve(runs);
  parent_.reserve(runs);
  area_.reserve(runs);
}

void RunLabels::label(const LevelCells& cells, unsigned threshold) {
  constexpr int kRows = 32;  // at a time
  const std::size_t most = static_cast<std::size_t>(cells.width()) / 2 + 1;
  row_begin_.resize(static_cast<std::size_t>(cells.height()) + 1);
  row_begin_[0] = 0;
  word_bits_.resize(2 * cells.words());
  for (int y = 0; y < cells.height(); y += kRows) {
    const std::size_t room = row_begin_[static_cast<std::size_t>(y)] + kRows * most + kSlack;
    begin_.reserve(room);
    end_.reserve(room);
    parent_.reserve(room);
    HWY_DYNAMIC_DISPATCH(label_rows)
    (cells, y, std::min(y + kRows, cells.height()), threshold, row_begin_.data(), word_bits_.data(),
     {begin_.data(), end_.data(), parent_.data()});
  }
  resolve();
}

/// Points every run to the first of its component, and adds up areas there.
void RunLabels::resolve() {
  const std::uint32_t count = row_begin_.back();
  area_.reserve(count + 1);
  components_.clear();
  std::uint32_t* const parent = parent_.data();
  std::uint32_t* const area = area_.data();
  // Neighbours mostly belong together: their area is added up outside memory.
  std::uint32_t current = count;
  std::uint32_t sum = 0;
  area[count] = 0;
  for (std::uint32_t run = 0; run < count; ++run) {
    const std::uint32_t length = end_[run] - begin_[run];
    const std::uint32_t first = parent[parent[run]];
    parent[run] = first;
    if (first != current) {
      area[current] += sum;
      if (first == run) {
        components_.push_back(run);
        area[run] = 0;
      }
      current = first;
      sum = 0;
    }
    sum += length;
  }
  area[current] += sum;
}

}  // namespace mbench
#endif
