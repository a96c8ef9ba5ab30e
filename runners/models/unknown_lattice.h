#pragma once

#include "core/image.h"
#include "runners/models/column_range.h"

#include <cstddef>
#include <span>
#include <vector>

namespace mbench {

/// The unknown pixels of a trimap, numbered so that a stencil over them needs no index
/// lists: a run of unknown pixels has consecutive slots, and so has, on each of the
/// `reach` rows above and below it, everything within `reach` columns of it.
///
/// So there are also slots for pixels that are known or outside the image; a vector over
/// the lattice holds 0 there.
class UnknownLattice {
 public:
  /// Unknown pixels side by side: columns `begin`..`end`-1 of `row`.
  struct Run {
    int row = 0;
    int begin = 0;
    int end = 0;
    std::size_t slot = 0;   ///< of column `begin`; the others follow
    std::size_t index = 0;  ///< among all runs

    std::size_t length() const { return static_cast<std::size_t>(end - begin); }
  };

  UnknownLattice(const Trimap& trimap, int reach);

  int reach() const { return reach_; }
  int rows() const { return static_cast<int>(first_runs_.size()) - 1; }
  /// Length of a vector over the lattice.
  std::size_t slots() const { return slots_; }

  /// The runs of the image rows `begin`..`end`-1, row by row, from left to right.
  std::span<const Run> runs(int begin, int end) const;
  std::span<const Run> runs(int row) const { return runs(row, row + 1); }

  /// The slot of the pixel `rows` below (or above, if negative) the run's first one.
  std::size_t slot_below(const Run& run, int rows) const {
    return neighbours_[run.index * static_cast<std::size_t>(2 * reach_ + 1) +
                       static_cast<std::size_t>(reach_ + rows)];
  }

  /// The slot of any pixel that is within reach of an unknown one.
  std::size_t slot(int row, int column) const;

 private:
  struct Covered {
    ColumnRange columns;
    std::size_t slot = 0;
  };

  void number_pixels();

  int reach_;
  std::size_t slots_ = 0;
  std::vector<Run> runs_;
  std::vector<std::size_t> first_runs_;        ///< of each row; one more at the end
  std::vector<std::vector<Covered>> covered_;  ///< what has slots, from row -reach on
  std::vector<std::size_t> neighbours_;        ///< slot_below of each run
};

}  // namespace mbench
