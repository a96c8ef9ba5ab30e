#pragma once

#include "runners/models/stencil_matrix.h"

#include <vector>

namespace mbench {

/// An approximate inverse of a stencil matrix that can be applied to strips of rows one
/// by one: incomplete Cholesky factors without fill-in (Meijerink and van der Vorst
/// 1977) of the matrix without its couplings between strips.
///
/// Where a strip's factors break down, its diagonal is raised (Manteuffel 1980) by the
/// least of a few shares that works. Single precision: it steers, it does not measure.
class StripCholesky {
 public:
  explicit StripCholesky(const StencilMatrix& matrix);

  const RowStrips& strips() const { return strips_; }

  /// Makes the factors of one strip. Strips may be made at the same time.
  void factor_strip(std::size_t strip);

  /// solution ≈ matrix⁻¹ · right_side on one strip; both are vectors over the lattice, and
  /// the solution's other strips and its known pixels are neither read nor written, except
  /// that known pixels within reach must be 0.
  void solve_strip(std::size_t strip, const double* right_side, float* solution) const;

 private:
  using Run = UnknownLattice::Run;

  /// What each pair of a pixel's later neighbours adds to their coupling.
  struct Fill {
    std::size_t second = 0;    ///< offset of the later of the two
    std::size_t coupling = 0;  ///< offset from the earlier to the later
  };

  void load_strip(std::size_t strip, double raise);
  bool eliminate_strip(std::size_t strip);
  bool eliminate(const Run& run, std::size_t pixel);
  void substitute_forward(const Run& run, int first_row, const double* right_side,
                          float* solution) const;
  void substitute_backward(const Run& run, int end_row, float* solution) const;

  const StencilMatrix& matrix_;
  RowStrips strips_;
  std::vector<std::vector<Fill>> fill_;     ///< by offset of the earlier neighbour
  std::vector<std::vector<float>> factor_;  ///< by offset, then slot: column of the unit factor
  std::vector<float> pivots_;               ///< by slot
  std::vector<float> inverse_pivots_;       ///< by slot
};

}  // namespace mbench
