#include "runners/models/stencil_matrix.h"

#include <utility>

namespace mbench {

StencilMatrix::StencilMatrix(UnknownLattice over)
    : lattice(std::move(over)), diagonal(lattice.slots()) {
  const int reach = lattice.reach();
  for (int columns = 1; columns <= reach; ++columns) offsets_.push_back({0, columns});
  for (int rows = 1; rows <= reach; ++rows) {
    for (int columns = -reach; columns <= reach; ++columns) offsets_.push_back({rows, columns});
  }
  couplings.assign(offsets_.size(), std::vector<double>(lattice.slots()));
}

std::size_t StencilMatrix::offset_index(int rows, int columns) const {
  const int reach = lattice.reach();
  return static_cast<std::size_t>(
      rows == 0 ? columns - 1 : reach + (rows - 1) * (2 * reach + 1) + columns + reach);
}

void StencilMatrix::multiply(const std::vector<double>& vector, std::vector<double>& product,
                             ThreadTeam& team) const {
  const RowStrips strips{lattice.rows()};
  team.each(strips.count(), [&](std::size_t i) {
    for (const UnknownLattice::Run& run : lattice.runs(strips.begin(i), strips.end(i))) {
      multiply_run(run, vector.data(), product.data());
    }
  });
}

void StencilMatrix::multiply_run(const UnknownLattice::Run& run, const double* vector,
                                 double* product) const {
  const std::size_t length = run.length();
  double* sum = product + run.slot;
  for (std::size_t i = 0; i < length; ++i) sum[i] = diagonal[run.slot + i] * vector[run.slot + i];
  for (std::size_t k = 0; k < offsets_.size(); ++k) {
    const auto [rows, columns] = offsets_[k];
    const auto shift = static_cast<std::ptrdiff_t>(columns);
    // A pixel's later neighbour lies at +offset and its earlier one at -offset.
    const double* here = couplings[k].data() + run.slot;
    const double* later = vector + lattice.slot_below(run, rows) + shift;
    const std::ptrdiff_t before =
        static_cast<std::ptrdiff_t>(lattice.slot_below(run, -rows)) - shift;
    const double* there = couplings[k].data() + before;
    const double* earlier = vector + before;
    for (std::size_t i = 0; i < length; ++i) {
      sum[i] += here[i] * later[i] + there[i] * earlier[i];
    }
  }
}

}  // namespace mbench
