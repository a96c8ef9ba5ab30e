#pragma once

#include "metrics/growing_array.h"
#include "metrics/level_cells.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mbench {

/// Where a row's runs are written: first column, column behind the last, component.
struct RunArrays {
  std::uint32_t* begin;
  std::uint32_t* end;
  std::uint32_t* parent;
};

/// A word of a row at a threshold: which pixels reach it, and which begin a run.
struct WordBits {
  std::uint64_t in;
  std::uint64_t begins;
};

/// The 4-connected components of the pixels of a band whose level reaches a threshold, as
/// runs of pixels in a row. Runs are numbered row by row from the left, so that a component's
/// lowest number holds its first pixel.
class RunLabels {
 public:
  /// Room for this many runs, so that a thread that labels need not ask for more.
  void expect_runs(std::size_t runs);

  /// Finds the runs and their components anew.
  void label(const LevelCells& cells, unsigned threshold);

  /// The first run of each component, in order.
  const std::vector<std::uint32_t>& components() const { return components_; }
  /// The first run of a run's component.
  std::uint32_t component(std::uint32_t run) const { return parent_[run]; }
  /// Pixels of the component that begins with `run`.
  std::uint32_t& area(std::uint32_t run) { return area_[run]; }
  std::uint32_t area(std::uint32_t run) const { return area_[run]; }

  /// Runs of row `y`: first_run(y) to first_run(y + 1) - 1.
  std::uint32_t first_run(int y) const { return row_begin_[static_cast<std::size_t>(y)]; }
  /// Columns of a run: begin to end - 1.
  std::uint32_t begin(std::uint32_t run) const { return begin_[run]; }
  std::uint32_t end(std::uint32_t run) const { return end_[run]; }

 private:
  void resolve();

  GrowingArray<std::uint32_t> begin_;
  GrowingArray<std::uint32_t> end_;
  GrowingArray<std::uint32_t> parent_;
  GrowingArray<std::uint32_t> area_;
  std::vector<std::uint32_t> row_begin_;
  std::vector<std::uint32_t> components_;
  std::vector<WordBits> word_bits_;  ///< of two rows
};

}  // namespace mbench
