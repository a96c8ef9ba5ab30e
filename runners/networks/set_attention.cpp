#include "runners/networks/attention.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <torch/version.h>

#include <cmath>
#include <optional>

namespace mbench {
namespace {

/// (side, side, width): for each place of a query along one side, and each of a key, the vector of
/// their distance; `first` is where the side's vectors begin.
at::Tensor vectors_between(const at::Tensor& vectors, std::int64_t first, std::int64_t side) {
  const at::Tensor place = at::arange(side, vectors.options().dtype(at::kLong));
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

/// What positions add to the scores of part of the queries: (sets, queries, keys).
at::Tensor position_terms(const at::Tensor& queries, const RelativePositions& positions,
                          std::int64_t first) {
  const TokenGrid& grid = positions.grid;
  const std::int64_t sets = queries.size(0);
  const std::int64_t count = queries.size(1);
  const at::TensorOptions whole = queries.options().dtype(at::kLong);
  const at::Tensor place = at::arange(first, first + count, whole).unsqueeze(1);
  const at::Tensor products = at::matmul(queries, positions.vectors.t());
  const auto gathered = [&](const at::Tensor& own, std::int64_t zero, std::int64_t side) {
    const at::Tensor number = at::arange(side, whole).unsqueeze(0) - own + zero;
    return products.gather(2, number.unsqueeze(0).expand({sets, count, side}));
  };
  const at::Tensor vertical =
      gathered(place.div(grid.columns, "floor"), grid.rows - 1, grid.rows).unsqueeze(3);
  const at::Tensor horizontal =
      gathered(place.remainder(grid.columns), 2 * grid.rows - 1 + grid.columns - 1, grid.columns)
          .unsqueeze(2);
  return (vertical + horizontal).view({sets, count, grid.tokens()});
}

}  // namespace

at::Tensor attention_of_part(const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const RelativePositions& positions,
                             std::int64_t first) {
  at::Tensor terms;
  if (positions.any()) terms = position_terms(queries, positions, first);
#if TORCH_VERSION_MAJOR >= 2
  std::optional<at::Tensor> added;
  if (terms.defined()) added = terms.unsqueeze(0);
  return at::scaled_dot_product_attention(queries.unsqueeze(0), keys.unsqueeze(0),
                                          values.unsqueeze(0), added)
      .squeeze(0);
#else
  const double scale = 1 / std::sqrt(static_cast<double>(queries.size(2)));
  const at::Tensor scores =
      terms.defined() ? at::baddbmm(terms, queries, keys.transpose(1, 2), /*beta=*/1, scale)
                      : at::bmm(queries * scale, keys.transpose(1, 2));
  terms.reset();
  return at::bmm(at::softmax(scores, -1), values);
#endif
}

at::Tensor attention_of_sets(const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const RelativePositions& positions) {
  const double scale = 1 / std::sqrt(static_cast<double>(queries.size(2)));
  at::Tensor scores = at::bmm(queries * scale, keys.transpose(1, 2));
  if (positions.any()) scores = with_positions(scores, queries, positions);
  return at::bmm(at::softmax(scores, -1), values);
}

}  // namespace mbench
