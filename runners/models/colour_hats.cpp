#include "runners/models/colour_hats.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/SparseCholesky>

namespace mbench {
namespace {

/// More nodes take fewer iterations but longer factors; about so many cost least.
constexpr double kCells = 2500;
constexpr double kLeastSpacingPx = 8;

HatGrid grid_for(const StencilMatrix& matrix, cv::Size image) {
  double unknown = 0;
  for (const auto& run : matrix.lattice.runs(0, image.height)) unknown += run.end - run.begin;
  const double least = std::max<double>(kLeastSpacingPx, matrix.lattice.reach());
  const int spacing = static_cast<int>(std::max(least, std::round(std::sqrt(unknown / kCells))));
  return {spacing, image.width / spacing + 2, image.height / spacing + 2};
}

SlotColours colours_of(const Image& image, const UnknownLattice& lattice) {
  SlotColours colours;
  colours.fill(std::vector<float>(lattice.slots()));
  for (const auto& run : lattice.runs(0, lattice.rows())) {
    const auto* pixel = image.pixels().ptr<cv::Vec3b>(run.row) + run.begin;
    for (std::size_t i = 0; i < run.length(); ++i) {
      for (int c = 0; c < 3; ++c) {
        colours[static_cast<std::size_t>(c)][run.slot + i] =
            static_cast<float>(pixel[i][c]) / 255.0F - 0.5F;
      }
    }
  }
  return colours;
}

}  // namespace

struct ColourHats::SmallSystem {
  std::vector<int> unknown_of_node;
  Eigen::SparseMatrix<double> lower;
  Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> factors;
  /// What each band sees at its upper and at its lower nodes: bands share nodes, so each
  /// writes to places of its own.
  std::vector<HatFunctions> seen_above;
  std::vector<HatFunctions> seen_below;
  std::vector<HatFunctions> solution;
};

ColourHats::ColourHats(const Image& image, const StencilMatrix& matrix, ThreadTeam& team)
    : matrix_(matrix),
      grid_(grid_for(matrix, image.size())),
      bands_{matrix.lattice.rows(), grid_.spacing_px},
      colours_(colours_of(image, matrix.lattice)),
      small_(std::make_unique<SmallSystem>()) {
  HatSystem system = hat_system(matrix, colours_, grid_, team);
  small_->lower = std::move(system.lower);
  small_->unknown_of_node = std::move(system.unknown_of_node);
  small_->seen_above.resize(grid_.nodes());
  small_->seen_below.resize(grid_.nodes());
  small_->solution.resize(grid_.nodes());
}

ColourHats::~ColourHats() = default;

void ColourHats::factor() {
  // Where a cell has one colour its four functions are one; a little more on the diagonal
  // keeps the factors defined, and the absolute part those of nodes that see nothing.
  for (Eigen::Index i = 0; i < small_->lower.cols(); ++i) {
    double& entry = small_->lower.coeffRef(i, i);
    entry = entry * (1 + 1e-8) + 1e-13;
  }
  small_->factors.compute(small_->lower);
  MBENCH_ASSERT(small_->factors.info() == Eigen::Success);
  small_->lower = {};
}

std::vector<ColourHats::Piece> ColourHats::pieces(std::size_t band,
                                                  const UnknownLattice::Run& run) const {
  const auto spacing = static_cast<float>(grid_.spacing_px);
  const float down = static_cast<float>(run.row - bands_.begin(band)) / spacing;
  std::vector<Piece> pieces;
  for (int x = run.begin; x < run.end;) {
    const int cell = grid_.cell(x);
    const int end = std::min(run.end, (cell + 1) * grid_.spacing_px);
    pieces.push_back({cell, static_cast<float>(x - cell * grid_.spacing_px) / spacing, down,
                      run.slot + static_cast<std::size_t>(x - run.begin),
                      static_cast<std::size_t>(end - x)});
    x = end;
  }
  return pieces;
}

void ColourHats::restrict_band(std::size_t band, const std::vector<double>& right_side) {
  const auto row = static_cast<int>(band);
  const auto clear = [&](std::vector<HatFunctions>& seen, int node_row) {
    std::fill_n(seen.begin() + static_cast<std::ptrdiff_t>(grid_.node(node_row, 0)),
                grid_.node_columns, HatFunctions{});
  };
  clear(small_->seen_above, row);
  clear(small_->seen_below, row + 1);
  const double step = 1.0 / grid_.spacing_px;
  for (const auto& run : matrix_.lattice.runs(bands_.begin(band), bands_.end(band))) {
    for (const Piece& piece : pieces(band, run)) {
      HatFunctions all{};
      HatFunctions to_right{};
      for (std::size_t i = 0; i < piece.length; ++i) {
        const std::size_t slot = piece.slot + i;
        const double value = right_side[slot];
        const double share = static_cast<double>(piece.right) + static_cast<double>(i) * step;
        const HatFunctions seen = {value, value * static_cast<double>(colours_[0][slot]),
                                   value * static_cast<double>(colours_[1][slot]),
                                   value * static_cast<double>(colours_[2][slot])};
        for (std::size_t f = 0; f < kHatFunctions; ++f) {
          all[f] += seen[f];
          to_right[f] += share * seen[f];
        }
      }
      const auto down = static_cast<double>(piece.down);
      const std::size_t above = grid_.node(row, piece.cell_column);
      const std::size_t below = grid_.node(row + 1, piece.cell_column);
      for (std::size_t f = 0; f < kHatFunctions; ++f) {
        small_->seen_above[above][f] += (1 - down) * (all[f] - to_right[f]);
        small_->seen_above[above + 1][f] += (1 - down) * to_right[f];
        small_->seen_below[below][f] += down * (all[f] - to_right[f]);
        small_->seen_below[below + 1][f] += down * to_right[f];
      }
    }
  }
}

void ColourHats::solve() {
  Eigen::VectorXd right_side(small_->factors.cols());
  const auto each_function = [&](const auto& visit) {
    for (std::size_t node = 0; node < grid_.nodes(); ++node) {
      const int first = small_->unknown_of_node[node];
      for (std::size_t f = 0; first >= 0 && f < kHatFunctions; ++f) {
        visit(first + static_cast<int>(f), node, f);
      }
    }
  };
  each_function([&](int row, std::size_t node, std::size_t f) {
    right_side[row] = small_->seen_above[node][f] + small_->seen_below[node][f];
  });
  const Eigen::VectorXd solution = small_->factors.solve(right_side);
  each_function(
      [&](int row, std::size_t node, std::size_t f) { small_->solution[node][f] = solution[row]; });
}

void ColourHats::add_band(std::size_t band, const std::vector<float>& local,
                          std::vector<double>& sum) const {
  const auto row = static_cast<int>(band);
  const float step = 1.0F / static_cast<float>(grid_.spacing_px);
  for (const auto& run : matrix_.lattice.runs(bands_.begin(band), bands_.end(band))) {
    for (const Piece& piece : pieces(band, run)) {
      const auto down = static_cast<double>(piece.down);
      const HatFunctions* above = &small_->solution[grid_.node(row, piece.cell_column)];
      const HatFunctions* below = &small_->solution[grid_.node(row + 1, piece.cell_column)];
      std::array<float, kHatFunctions> left{};
      std::array<float, kHatFunctions> slope{};
      for (std::size_t f = 0; f < kHatFunctions; ++f) {
        const double first = (1 - down) * above[0][f] + down * below[0][f];
        const double second = (1 - down) * above[1][f] + down * below[1][f];
        left[f] = static_cast<float>(first);
        slope[f] = static_cast<float>(second - first);
      }
      for (std::size_t i = 0; i < piece.length; ++i) {
        const std::size_t slot = piece.slot + i;
        const float right = piece.right + static_cast<float>(i) * step;
        float value = left[0] + right * slope[0];
        for (std::size_t c = 0; c < 3; ++c) {
          value += colours_[c][slot] * (left[c + 1] + right * slope[c + 1]);
        }
        sum[slot] = static_cast<double>(local[slot]) + static_cast<double>(value);
      }
    }
  }
}

}  // namespace mbench
