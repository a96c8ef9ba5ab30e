#include "metrics/assignment.h"

#include <algorithm>
#include <limits>

namespace mbench {
namespace {

/// Shortest augmenting paths over a square cost matrix, with prices ("potentials") of rows and
/// columns that keep all reduced costs from becoming negative. Index 0 of rows and columns
/// stands for "none yet".
class Matching {
 public:
  explicit Matching(const std::vector<std::vector<double>>& gain)
      : gain_(gain),
        size_(std::max(gain.size(), gain.empty() ? 0 : gain.front().size())),
        row_price_(size_ + 1),
        column_price_(size_ + 1),
        row_of_(size_ + 1) {
    for (std::size_t row = 1; row <= size_; ++row) add(row);
  }

  /// The row of a column, both counted from 1.
  std::size_t row_of(std::size_t column) const { return row_of_[column]; }

 private:
  /// Rows or columns beyond the given ones stand for "none" and gain nothing.
  double cost(std::size_t row, std::size_t column) const {
    if (row > gain_.size() || column > gain_.front().size()) return 0;
    return -gain_[row - 1][column - 1];
  }

  void add(std::size_t row) {
    row_of_[0] = row;
    std::size_t column = 0;
    std::vector<double> distance(size_ + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> previous(size_ + 1);
    std::vector<bool> done(size_ + 1);
    while (row_of_[column] != 0) {
      done[column] = true;
      column = next_column(column, distance, previous, done);
    }
    while (column != 0) {
      row_of_[column] = row_of_[previous[column]];
      column = previous[column];
    }
  }

  /// Relaxes the edges of the column's row and settles the nearest column.
  std::size_t next_column(std::size_t column, std::vector<double>& distance,
                          std::vector<std::size_t>& previous, const std::vector<bool>& done) {
    const std::size_t row = row_of_[column];
    double least = std::numeric_limits<double>::infinity();
    std::size_t nearest = 0;
    for (std::size_t j = 1; j <= size_; ++j) {
      if (done[j]) continue;
      const double reduced = cost(row, j) - row_price_[row] - column_price_[j];
      if (reduced < distance[j]) {
        distance[j] = reduced;
        previous[j] = column;
      }
      if (distance[j] < least) {
        least = distance[j];
        nearest = j;
      }
    }
    for (std::size_t j = 0; j <= size_; ++j) {
      if (done[j]) {
        row_price_[row_of_[j]] += least;
        column_price_[j] -= least;
      } else {
        distance[j] -= least;
      }
    }
    return nearest;
  }

  const std::vector<std::vector<double>>& gain_;
  std::size_t size_;
  std::vector<double> row_price_;
  std::vector<double> column_price_;
  std::vector<std::size_t> row_of_;
};

}  // namespace

std::vector<std::optional<std::size_t>> best_assignment(
    const std::vector<std::vector<double>>& gain) {
  std::vector<std::optional<std::size_t>> columns(gain.size());
  if (gain.empty()) return columns;
  const Matching matching(gain);
  for (std::size_t column = 1; column <= gain.front().size(); ++column) {
    const std::size_t row = matching.row_of(column);
    if (row <= gain.size()) columns[row - 1] = column - 1;
  }
  return columns;
}

}  // namespace mbench
