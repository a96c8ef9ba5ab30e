#include "runners/models/strip_cholesky.h"

#include "core/error.h"

#include <cstdlib>

namespace mbench {
namespace {

/// A pivot below this share of its diagonal entry counts as a breakdown.
constexpr float kLeastPivot = 0.02F;
/// Matting Laplacians of photographs seldom break down with this. Less can halve or
/// quadruple the iterations: close to a breakdown the factors are of no use.
constexpr double kFirstRaise = 0.03;
constexpr double kLastRaise = 1e9;

}  // namespace

StripCholesky::StripCholesky(const StencilMatrix& matrix)
    : matrix_(matrix),
      strips_{matrix.lattice.rows()},
      factor_(matrix.offsets().size(), std::vector<float>(matrix.lattice.slots())),
      pivots_(matrix.lattice.slots()),
      inverse_pivots_(matrix.lattice.slots()) {
  const int reach = matrix.lattice.reach();
  const auto& offsets = matrix.offsets();
  for (std::size_t first = 0; first < offsets.size(); ++first) {
    fill_.emplace_back();
    for (std::size_t second = first + 1; second < offsets.size(); ++second) {
      const int rows = offsets[second].rows - offsets[first].rows;
      const int columns = offsets[second].columns - offsets[first].columns;
      if (std::abs(columns) > reach) continue;
      fill_.back().push_back({second, matrix.offset_index(rows, columns)});
    }
  }
}

void StripCholesky::factor_strip(std::size_t strip) {
  bool done = false;
  for (double raise = kFirstRaise; !done && raise < kLastRaise; raise *= 3) {
    load_strip(strip, raise);
    done = eliminate_strip(strip);
  }
  MBENCH_ASSERT(done);
}

void StripCholesky::load_strip(std::size_t strip, double raise) {
  for (const Run& run : matrix_.lattice.runs(strips_.begin(strip), strips_.end(strip))) {
    const auto& offsets = matrix_.offsets();
    for (std::size_t slot = run.slot; slot < run.slot + run.length(); ++slot) {
      pivots_[slot] = static_cast<float>(matrix_.diagonal[slot] * (1 + raise));
    }
    for (std::size_t k = 0; k < offsets.size(); ++k) {
      const bool inside = run.row + offsets[k].rows < strips_.end(strip);
      for (std::size_t slot = run.slot; slot < run.slot + run.length(); ++slot) {
        factor_[k][slot] = inside ? static_cast<float>(matrix_.couplings[k][slot]) : 0.0F;
      }
    }
  }
}

bool StripCholesky::eliminate_strip(std::size_t strip) {
  for (const Run& run : matrix_.lattice.runs(strips_.begin(strip), strips_.end(strip))) {
    for (std::size_t pixel = 0; pixel < run.length(); ++pixel) {
      if (!eliminate(run, pixel)) return false;
    }
  }
  return true;
}

bool StripCholesky::eliminate(const Run& run, std::size_t pixel) {
  const std::size_t slot = run.slot + pixel;
  const float pivot = pivots_[slot];
  if (!(pivot > kLeastPivot * static_cast<float>(matrix_.diagonal[slot]))) return false;
  inverse_pivots_[slot] = 1 / pivot;
  const auto& offsets = matrix_.offsets();
  for (std::size_t k = 0; k < offsets.size(); ++k) {
    const float coupling = factor_[k][slot];
    if (coupling == 0) continue;
    const float share = coupling * inverse_pivots_[slot];
    const std::size_t neighbour = matrix_.lattice.slot_below(run, offsets[k].rows) + pixel +
                                  static_cast<std::size_t>(offsets[k].columns);
    pivots_[neighbour] -= share * coupling;
    for (const Fill& fill : fill_[k]) {
      factor_[fill.coupling][neighbour] -= share * factor_[fill.second][slot];
    }
    // The later ones still need this column unscaled, but not this entry of it.
    factor_[k][slot] = share;
  }
  return true;
}

void StripCholesky::solve_strip(std::size_t strip, const double* right_side,
                                float* solution) const {
  const auto runs = matrix_.lattice.runs(strips_.begin(strip), strips_.end(strip));
  for (const Run& run : runs) {
    substitute_forward(run, strips_.begin(strip), right_side, solution);
  }
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    substitute_backward(*run, strips_.end(strip), solution);
  }
}

void StripCholesky::substitute_forward(const Run& run, int first_row, const double* right_side,
                                       float* solution) const {
  const std::size_t length = run.length();
  const auto reach = static_cast<std::size_t>(matrix_.lattice.reach());
  float* here = solution + run.slot;
  for (std::size_t i = 0; i < length; ++i) here[i] = static_cast<float>(right_side[run.slot + i]);
  const auto& offsets = matrix_.offsets();
  for (std::size_t k = reach; k < offsets.size() && run.row - offsets[k].rows >= first_row; ++k) {
    const std::size_t before = matrix_.lattice.slot_below(run, -offsets[k].rows) -
                               static_cast<std::size_t>(offsets[k].columns);
    const float* factor = factor_[k].data() + before;
    const float* earlier = solution + before;
    for (std::size_t i = 0; i < length; ++i) here[i] -= factor[i] * earlier[i];
  }
  for (std::size_t i = 0; i < length; ++i) {
    // Farthest first: the nearest neighbour's value is the last to be known.
    for (std::size_t k = reach; k > 0; --k) {
      const std::size_t before = run.slot + i - k;
      here[i] -= factor_[k - 1][before] * solution[before];
    }
  }
}

void StripCholesky::substitute_backward(const Run& run, int end_row, float* solution) const {
  const std::size_t length = run.length();
  const auto reach = static_cast<std::size_t>(matrix_.lattice.reach());
  float* here = solution + run.slot;
  for (std::size_t i = 0; i < length; ++i) here[i] *= inverse_pivots_[run.slot + i];
  const auto& offsets = matrix_.offsets();
  for (std::size_t k = reach; k < offsets.size() && run.row + offsets[k].rows < end_row; ++k) {
    const float* factor = factor_[k].data() + run.slot;
    const float* later = solution + matrix_.lattice.slot_below(run, offsets[k].rows) +
                         static_cast<std::ptrdiff_t>(offsets[k].columns);
    for (std::size_t i = 0; i < length; ++i) here[i] -= factor[i] * later[i];
  }
  for (std::size_t i = length; i-- > 0;) {
    for (std::size_t k = reach; k > 0; --k) here[i] -= factor_[k - 1][run.slot + i] * here[i + k];
  }
}

}  // namespace mbench
