#pragma once

#include "core/thread_team.h"
#include "runners/models/unknown_lattice.h"

#include <vector>

namespace mbench {

/// A symmetric matrix that couples each unknown pixel with the unknown pixels at most
/// `reach` rows and columns away. Of each pair of pixels the coupling is stored once,
/// with the earlier one in reading order.
struct StencilMatrix {
  /// From a pixel to a later one.
  struct Offset {
    int rows = 0;
    int columns = 0;
  };

  explicit StencilMatrix(UnknownLattice over);

  /// (0,1)..(0,reach), then rows 1..reach, each from column -reach to reach.
  const std::vector<Offset>& offsets() const { return offsets_; }
  /// Which of the offsets that is; `rows` is not negative, and 0 only with columns > 0.
  std::size_t offset_index(int rows, int columns) const;

  /// product = matrix · vector. The parts of the lattice that are no unknown pixel stay
  /// as they are.
  void multiply(const std::vector<double>& vector, std::vector<double>& product,
                ThreadTeam& team) const;

  UnknownLattice lattice;
  std::vector<double> diagonal;                ///< by slot
  std::vector<std::vector<double>> couplings;  ///< by offset, then by slot of the earlier pixel

 private:
  void multiply_run(const UnknownLattice::Run& run, const double* vector, double* product) const;

  std::vector<Offset> offsets_;
};

/// Rows of an image that are worked on as one piece, the same for every number of
/// threads, so that results do not depend on it.
struct RowStrips {
  int rows = 0;
  int strip_rows = 64;

  std::size_t count() const {
    return static_cast<std::size_t>((rows + strip_rows - 1) / strip_rows);
  }
  int begin(std::size_t strip) const { return static_cast<int>(strip) * strip_rows; }
  int end(std::size_t strip) const { return std::min(begin(strip) + strip_rows, rows); }
};

}  // namespace mbench
