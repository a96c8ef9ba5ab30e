#include "runners/models/hat_system.h"

namespace mbench {
namespace {

/// Blocks of functions × functions.
using Block = std::array<double, kHatFunctions * kHatFunctions>;

/// A pixel is in a cell with 2 x 2 nodes; the pixels it is coupled with, itself or later
/// ones, have 4 x 3 nodes around them, from one column to the left of the cell.
constexpr int kNearColumns = 4;
constexpr int kNearRows = 3;
/// So two nodes that are coupled lie -2..2 columns and -1..2 rows apart.
constexpr int kApartColumns = 5;
constexpr int kApartRows = 4;

/// The half of the system in which the first pixel is the earlier one, or the same with
/// half its diagonal entry: the system is this plus its transpose.
class HalfSystem {
 public:
  HalfSystem(const StencilMatrix& matrix, const SlotColours& colours, const HatGrid& grid)
      : matrix_(matrix), colours_(colours), grid_(grid), number_(grid.nodes(), -1) {
    int used = 0;
    for (const UnknownLattice::Run& run : matrix.lattice.runs(0, matrix.lattice.rows())) {
      const int row = grid.cell(run.row);
      for (int column = grid.cell(run.begin); column <= grid.cell(run.end - 1); ++column) {
        for (const int below : {0, 1}) {
          for (const int right : {0, 1}) {
            int& number = number_[grid.node(row + below, column + right)];
            if (number < 0) number = used++;
          }
        }
      }
    }
    blocks_.resize(static_cast<std::size_t>(used) * kApartRows * kApartColumns);
  }

  /// Adds the pixels of the image rows begin..end-1, which lie in one row of cells.
  void add_rows(int begin, int end) {
    for (const UnknownLattice::Run& run : matrix_.lattice.runs(begin, end)) {
      for (int x = run.begin; x < run.end; ++x) add_pixel(run, x);
    }
  }

  HatSystem finish() const {
    HatSystem system;
    system.unknown_of_node.resize(number_.size());
    for (std::size_t node = 0; node < number_.size(); ++node) {
      system.unknown_of_node[node] =
          number_[node] < 0 ? -1 : number_[node] * static_cast<int>(kHatFunctions);
    }
    std::vector<Eigen::Triplet<double>> entries;
    for (int row = 0; row < grid_.node_rows; ++row) {
      for (int column = 0; column < grid_.node_columns; ++column) {
        if (number_[grid_.node(row, column)] >= 0) collect(row, column, entries);
      }
    }
    const auto size =
        static_cast<Eigen::Index>(blocks_.size() / (kApartRows * kApartColumns) * kHatFunctions);
    system.lower.resize(size, size);
    system.lower.setFromTriplets(entries.begin(), entries.end());
    return system;
  }

 private:
  using Near = std::array<HatFunctions, kNearRows * kNearColumns>;

  HatFunctions functions(std::size_t slot) const {
    return {1.0, static_cast<double>(colours_[0][slot]), static_cast<double>(colours_[1][slot]),
            static_cast<double>(colours_[2][slot])};
  }

  void add_pixel(const UnknownLattice::Run& run, int x) {
    const int row = grid_.cell(run.row);
    const int column = grid_.cell(x);
    const int y_in_cell = run.row - row * grid_.spacing_px;
    const int x_in_cell = x - column * grid_.spacing_px;
    const auto pixel = static_cast<std::size_t>(x - run.begin);

    Near near{};
    std::array<bool, kNearRows * kNearColumns> touched{};
    const std::size_t slot = run.slot + pixel;
    spread(0.5 * matrix_.diagonal[slot], slot, y_in_cell, x_in_cell, near, touched);
    for (std::size_t k = 0; k < matrix_.offsets().size(); ++k) {
      const double coupling = matrix_.couplings[k][slot];
      if (coupling == 0) continue;
      const auto [rows, columns] = matrix_.offsets()[k];
      const std::size_t other =
          matrix_.lattice.slot_below(run, rows) + pixel + static_cast<std::size_t>(columns);
      spread(coupling, other, y_in_cell + rows, x_in_cell + columns, near, touched);
    }

    const HatFunctions own = functions(slot);
    const double down = y_in_cell / static_cast<double>(grid_.spacing_px);
    const double right = x_in_cell / static_cast<double>(grid_.spacing_px);
    for (const int i : {0, 1}) {
      for (const int j : {0, 1}) {
        const double hat = (i == 0 ? 1 - down : down) * (j == 0 ? 1 - right : right);
        if (hat == 0) continue;
        add_products(hat, own, i, j, number_[grid_.node(row + i, column + j)], near, touched);
      }
    }
  }

  /// Adds `coupling` times the columns of P at the pixel in `slot`, which lies at the given
  /// place seen from the cell's corner.
  void spread(double coupling, std::size_t slot, int y, int x, Near& near,
              std::array<bool, kNearRows * kNearColumns>& touched) const {
    const int spacing = grid_.spacing_px;
    const int cell_row = y >= spacing ? 1 : 0;
    const int cell_column = x < 0 ? -1 : (x >= spacing ? 1 : 0);
    const double down = (y - cell_row * spacing) / static_cast<double>(spacing);
    const double right = (x - cell_column * spacing) / static_cast<double>(spacing);
    const HatFunctions values = functions(slot);
    for (const int i : {0, 1}) {
      for (const int j : {0, 1}) {
        const double share = coupling * (i == 0 ? 1 - down : down) * (j == 0 ? 1 - right : right);
        const auto place =
            static_cast<std::size_t>((cell_row + i) * kNearColumns + cell_column + 1 + j);
        touched[place] = true;
        for (std::size_t f = 0; f < kHatFunctions; ++f) near[place][f] += share * values[f];
      }
    }
  }

  /// The node at (i, j) of the cell against all that were touched.
  void add_products(double hat, const HatFunctions& own, int i, int j, int number, const Near& near,
                    const std::array<bool, kNearRows * kNearColumns>& touched) {
    Block* blocks = &blocks_[static_cast<std::size_t>(number) * kApartRows * kApartColumns];
    for (int p = 0; p < kNearRows; ++p) {
      for (int q = 0; q < kNearColumns; ++q) {
        const auto place = static_cast<std::size_t>(p * kNearColumns + q);
        if (!touched[place]) continue;
        Block& block = blocks[(p - i + 1) * kApartColumns + (q - 1 - j + 2)];
        for (std::size_t f = 0; f < kHatFunctions; ++f) {
          const double share = hat * own[f];
          for (std::size_t g = 0; g < kHatFunctions; ++g) {
            block[f * kHatFunctions + g] += share * near[place][g];
          }
        }
      }
    }
  }

  /// The entries of one node's blocks and of their transposes, in the lower triangle.
  void collect(int row, int column, std::vector<Eigen::Triplet<double>>& entries) const {
    const int number = number_[grid_.node(row, column)];
    const Block* blocks = &blocks_[static_cast<std::size_t>(number) * kApartRows * kApartColumns];
    for (int p = 0; p < kApartRows * kApartColumns; ++p) {
      const int other_row = row + p / kApartColumns - 1;
      const int other_column = column + p % kApartColumns - 2;
      if (other_row < 0 || other_row >= grid_.node_rows || other_column < 0 ||
          other_column >= grid_.node_columns) {
        continue;
      }
      const int other = number_[grid_.node(other_row, other_column)];
      if (other < 0 || blocks[p] == Block{}) continue;
      for (int f = 0; f < static_cast<int>(kHatFunctions); ++f) {
        for (int g = 0; g < static_cast<int>(kHatFunctions); ++g) {
          const int a = number * static_cast<int>(kHatFunctions) + f;
          const int b = other * static_cast<int>(kHatFunctions) + g;
          const double value =
              blocks[p][static_cast<std::size_t>(f) * kHatFunctions + static_cast<std::size_t>(g)];
          entries.emplace_back(std::max(a, b), std::min(a, b), a == b ? 2 * value : value);
        }
      }
    }
  }

  const StencilMatrix& matrix_;
  const SlotColours& colours_;
  const HatGrid& grid_;
  std::vector<int> number_;    ///< of the nodes with an unknown pixel around them, else -1
  std::vector<Block> blocks_;  ///< of each numbered node, by how far the other node lies
};

}  // namespace

HatSystem hat_system(const StencilMatrix& matrix, const SlotColours& colours, const HatGrid& grid,
                     ThreadTeam& team) {
  HalfSystem half(matrix, colours, grid);
  // A row of cells adds to the nodes above and below it: every other row at the same time.
  const RowStrips bands{matrix.lattice.rows(), grid.spacing_px};
  for (std::size_t parity : {0U, 1U}) {
    team.each((bands.count() + 1 - parity) / 2, [&](std::size_t i) {
      const std::size_t band = 2 * i + parity;
      half.add_rows(bands.begin(band), bands.end(band));
    });
  }
  return half.finish();
}

}  // namespace mbench
