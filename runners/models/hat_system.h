#pragma once

#include "runners/models/stencil_matrix.h"

#include <array>
#include <vector>

#include <Eigen/SparseCore>

namespace mbench {

/// What a hat is multiplied with: 1 and the three colours.
constexpr std::size_t kHatFunctions = 4;
using HatFunctions = std::array<double, kHatFunctions>;

/// The colours of the unknown pixels by slot of the lattice, -0.5..0.5.
using SlotColours = std::array<std::vector<float>, 3>;

/// Square cells with a node at each corner; numbered row by row.
struct HatGrid {
  int spacing_px = 0;
  int node_columns = 0;
  int node_rows = 0;

  std::size_t nodes() const {
    return static_cast<std::size_t>(node_columns) * static_cast<std::size_t>(node_rows);
  }
  std::size_t node(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(node_columns) +
           static_cast<std::size_t>(column);
  }
  /// Of the top left corner of the pixel's cell.
  int cell(int coordinate) const { return coordinate / spacing_px; }
};

/// Pᵀ·A·P for the matrix A and the columns P = hat·function, function fastest.
struct HatSystem {
  Eigen::SparseMatrix<double> lower;  ///< triangle
  std::vector<int> unknown_of_node;   ///< first row of each node of the grid, -1 for none
};

/// The grid's spacing must be at least the matrix's reach.
HatSystem hat_system(const StencilMatrix& matrix, const SlotColours& colours, const HatGrid& grid,
                     ThreadTeam& team);

}  // namespace mbench
