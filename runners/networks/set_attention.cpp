#include "runners/networks/attention.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <cmath>

namespace mbench {
namespace {

/// (side, side, width): for each place of a query along one side, and each of a key, the vector of
/// their distance; `first` is where the side's vectors begin.
at::Tensor vectors_between(const at::Tensor& vectors, std::int64_t first, std::int64_t side) {
  const at::Tensor place = at::arange(side, at::kLong);
  const at::Tensor distance = place.view({1, side}) - place.view({side, 1}) + (first + side - 1);
  return vectors.index_select(0, distance.view(-1)).view({side, side, vectors.size(1)});
}

/// Scores with what positions add to them, as a tensor of its own.
at::Tensor with_positions(const at::Tensor& scores, const at::Tensor& queries,
                          const RelativePositions& positions) {
  const std::int64_t sets = queries.size(0);
  const std::int64_t rows = positions.grid.rows;
  const std::int64_t columns = positions.grid.columns;
  const at::Tensor placed = queries.view({sets, rows, columns, queries.size(2)});
  // (sets, query's row, query's column, key's row), and the same for the key's column.
  const at::Tensor vertical =
      at::matmul(placed, vectors_between(positions.vectors, 0, rows).transpose(1, 2).unsqueeze(0));
  const at::Tensor horizontal =
      at::matmul(placed.transpose(1, 2),
                 vectors_between(positions.vectors, 2 * rows - 1, columns).transpose(1, 2))
          .transpose(1, 2);
  const at::Tensor by_place = scores.view({sets, rows, columns, rows, columns});
  return (by_place + vertical.unsqueeze(4) + horizontal.unsqueeze(3)).view(scores.sizes());
}

}  // namespace

at::Tensor attention_of_sets(const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const RelativePositions& positions) {
  const double scale = 1 / std::sqrt(static_cast<double>(queries.size(2)));
  at::Tensor scores = at::bmm(queries * scale, keys.transpose(1, 2));
  if (positions.any()) scores = with_positions(scores, queries, positions);
  return at::bmm(at::softmax(scores, -1), values);
}

}  // namespace mbench
