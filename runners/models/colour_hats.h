#pragma once

#include "core/image.h"
#include "runners/models/hat_system.h"
#include "runners/models/stencil_matrix.h"

#include <memory>
#include <vector>

namespace mbench {

/// The part of a matting system that is smooth up to colour, solved exactly: alphas of
/// the form Σ_n hat_n(x,y) · (a_n + b_nᵀ·colour(x,y)), where the nodes n form a square grid
/// and hat_n is the bilinear hat around one.
///
/// A matting Laplacian hardly resists alphas that are locally affine in colour, so
/// conjugate gradients spend most of their iterations on them. Adding this solution to
/// that of a local preconditioner (the two-level additive Schwarz method) leaves a tenth
/// of the iterations on large images.
class ColourHats {
 public:
  ColourHats(const Image& image, const StencilMatrix& matrix, ThreadTeam& team);
  ~ColourHats();
  ColourHats(const ColourHats&) = delete;
  ColourHats& operator=(const ColourHats&) = delete;

  /// Factors the small system; once, before `solve`.
  void factor();

  /// Rows of grid cells, the pieces that the work on pixels is divided into.
  std::size_t bands() const { return bands_.count(); }

  /// Takes what the hats see of one band of a right side over the lattice.
  void restrict_band(std::size_t band, const std::vector<double>& right_side);
  /// Solves the small system for what was taken of all bands.
  void solve();
  /// sum[slot] = local[slot] + the solution there, for the unknown pixels of a band.
  void add_band(std::size_t band, const std::vector<float>& local, std::vector<double>& sum) const;

 private:
  struct SmallSystem;

  /// The part of a run that lies in one cell.
  struct Piece {
    int cell_column = 0;
    float right = 0;  ///< of the first pixel, from the cell's left, in cells
    float down = 0;   ///< of the row, from the cell's top, in cells
    std::size_t slot = 0;
    std::size_t length = 0;
  };
  std::vector<Piece> pieces(std::size_t band, const UnknownLattice::Run& run) const;

  const StencilMatrix& matrix_;
  HatGrid grid_;
  RowStrips bands_;
  SlotColours colours_;
  std::unique_ptr<SmallSystem> small_;
};

}  // namespace mbench
