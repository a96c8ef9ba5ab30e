#include "metrics/run_labels.h"

#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/run_labels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// One bit a pixel of a word whose level reaches the threshold.
HWY_INLINE std::uint64_t reaching(const LevelCells& cells, std::uint32_t place,
                                  unsigned threshold) {
  if (LevelCells::is_flat(place)) {
    return (LevelCells::both_of(place) & 15U) >= threshold ? ~std::uint64_t{0} : 0;
  }
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::RebindToSigned<decltype(d)> di;
  const std::uint8_t* const cell = cells.cell(place);
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

HWY_INLINE std::uint32_t find(std::uint32_t* parent, std::uint32_t run) {
  while (parent[run] != run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}

/// Later runs point to earlier ones.
HWY_INLINE void join(std::uint32_t* parent, std::uint32_t run, std::uint32_t above) {
  const std::uint32_t root = find(parent, above);
  if (parent[run] == run) {
    parent[run] = root;
    return;
  }
  const std::uint32_t other = find(parent, run);
  if (root < other) {
    parent[other] = root;
  } else {
    parent[root] = other;
  }
}

/// Runs of row `y`, joined with those of the row above, which begin at number `above_begin`.
/// Returns the number after the last.
std::uint32_t label_row(const LevelCells& cells, int y, unsigned threshold,
                        std::uint32_t above_begin, std::uint32_t here_begin,
                        const RunArrays& runs) {
  const std::uint32_t* const here = cells.places(y);
  const std::uint32_t* const above = y > 0 ? cells.places(y - 1) : nullptr;
  std::uint32_t begins = here_begin;
  std::uint32_t ends = here_begin;
  std::uint32_t begins_above = above_begin;
  std::uint64_t last_here = 0;
  std::uint64_t last_above = 0;
  for (std::size_t group = 0; group < cells.changing_words(); ++group) {
    // Elsewhere, neither row begins or ends a run.
    std::uint64_t words = cells.changing(y)[group];
    if (above != nullptr) words |= cells.changing(y - 1)[group];
    for (; words != 0; words &= words - 1) {
      const std::size_t w = 64 * group + static_cast<std::size_t>(std::countr_zero(words));
      const auto x = static_cast<std::uint32_t>(64 * w);
      const std::uint64_t in = reaching(cells, here[w], threshold);
      const std::uint64_t in_above = above == nullptr ? 0 : reaching(cells, above[w], threshold);
      const std::uint64_t before = in << 1 | last_here;
      const std::uint64_t before_above = in_above << 1 | last_above;
      const std::uint64_t begin_bits = in & ~before;
      const std::uint64_t begin_bits_above = in_above & ~before_above;
      const std::uint32_t begins_before = begins;
      for (std::uint64_t bits = begin_bits; bits != 0; bits &= bits - 1) {
        runs.begin[begins] = x + static_cast<std::uint32_t>(std::countr_zero(bits));
        runs.parent[begins] = begins;
        ++begins;
      }
      for (std::uint64_t bits = before & ~in; bits != 0; bits &= bits - 1) {
        runs.end[ends++] = x + static_cast<std::uint32_t>(std::countr_zero(bits));
      }
      // Each stretch where both rows are inside joins two runs.
      for (std::uint64_t bits = in & in_above & ~(before & before_above); bits != 0;
           bits &= bits - 1) {
        const std::uint64_t up_to = bits ^ (bits - 1);
        const auto nth = static_cast<std::uint32_t>(std::popcount(begin_bits & up_to));
        const auto nth_above = static_cast<std::uint32_t>(std::popcount(begin_bits_above & up_to));
        join(runs.parent, begins_before + nth - 1, begins_above + nth_above - 1);
      }
      begins_above += static_cast<std::uint32_t>(std::popcount(begin_bits_above));
      last_here = in >> 63;
      last_above = in_above >> 63;
    }
  }
  if (last_here != 0) runs.end[ends] = static_cast<std::uint32_t>(cells.width());
  return begins;
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(label_row);
}  // namespace

void RunLabels::label(const LevelCells& cells, unsigned threshold) {
  const std::size_t most = static_cast<std::size_t>(cells.width()) / 2 + 1;
  row_begin_.assign(1, 0);
  std::uint32_t above_begin = 0;
  std::uint32_t count = 0;
  for (int y = 0; y < cells.height(); ++y) {
    begin_.reserve(count + most);
    end_.reserve(count + most);
    parent_.reserve(count + most);
    const std::uint32_t next = HWY_DYNAMIC_DISPATCH(label_row)(
        cells, y, threshold, above_begin, count, {begin_.data(), end_.data(), parent_.data()});
    above_begin = count;
    count = next;
    row_begin_.push_back(count);
  }
  resolve();
}

/// Points every run to the first of its component, and adds up areas there.
void RunLabels::resolve() {
  const std::uint32_t count = row_begin_.back();
  area_.reserve(count);
  components_.clear();
  pixels_ = 0;
  for (std::uint32_t run = 0; run < count; ++run) {
    const std::uint32_t length = end_[run] - begin_[run];
    pixels_ += length;
    if (parent_[run] == run) {
      components_.push_back(run);
      area_[run] = length;
    } else {
      parent_[run] = parent_[parent_[run]];
      area_[parent_[run]] += length;
    }
  }
}

}  // namespace mbench
#endif
