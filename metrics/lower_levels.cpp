#include "metrics/lower_levels.h"

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/lower_levels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "metrics/level_bits-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

/// Pixels of one word that are to be lowered together.
class Pending {
 public:
  Pending(LevelCells& cells, std::uint32_t* places, unsigned level)
      : cells_(cells), places_(places), level_(level) {}

  HWY_INLINE void add(std::size_t word, std::uint64_t bits) {
    if (word != word_) {
      flush();
      word_ = word;
    }
    bits_ |= bits;
  }

  HWY_INLINE void flush() {
    if (bits_ == 0) return;
    const std::uint32_t place = places_[word_];
    if (LevelCells::is_flat(place)) {
      places_[word_] = (place & 15U) | level_ << 4;
    } else {
      set_high_halves(cells_.cell(place), bits_, level_);
    }
    bits_ = 0;
  }

 private:
  LevelCells& cells_;
  std::uint32_t* places_;
  unsigned level_;
  std::size_t word_ = 0;
  std::uint64_t bits_ = 0;
};

void lower_row(LevelCells& cells, const RunLabels& labels, std::uint32_t usual, int y,
               unsigned threshold) {
  std::uint32_t* const places = cells.places(y);
  Pending pending(cells, places, threshold - 1);
  for (std::uint32_t run = labels.first_run(y); run < labels.first_run(y + 1); ++run) {
    const std::uint32_t component = labels.component(run);
    if (component == usual || labels.area(component) == kKeeps) continue;
    const std::size_t begin = labels.begin(run);
    const std::size_t end = labels.end(run);
    if (cells.both(y, begin) >> 4 < static_cast<int>(threshold)) continue;
    for (std::size_t word = begin / 64; 64 * word < end; ++word) {
      pending.add(word, bits_between(word, begin, end));
    }
  }
  pending.flush();
}

void lower_rows(LevelCells& cells, const RunLabels& labels, std::uint32_t usual,
                unsigned threshold) {
  for (int y = 0; y < cells.height(); ++y) lower_row(cells, labels, usual, y, threshold);
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(lower_rows);
}  // namespace

void lower_others(LevelCells& cells, const RunLabels& labels, std::uint32_t usual,
                  unsigned threshold) {
  HWY_DYNAMIC_DISPATCH(lower_rows)(cells, labels, usual, threshold);
}

}  // namespace mbench
#endif
