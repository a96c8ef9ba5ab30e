#include "runners/networks/head_attention.h"

#include <ATen/Functions.h>

#include <cmath>

namespace mbench {

HeadAttention::HeadAttention(std::int64_t most_queries, std::int64_t keys,
                             const RelativePositions& positions)
    : positions_(positions),
      scores_(at::empty({most_queries, keys}, at::kFloat)),
      weights_(at::empty({most_queries, keys}, at::kFloat)) {
  if (positions_.any()) {
    position_products_ = at::empty({most_queries, positions_.vectors.size(0)}, at::kFloat);
  }
}

void HeadAttention::operator()(const at::Tensor& queries, const at::Tensor& keys,
                               const at::Tensor& values, const Places& places,
                               const at::Tensor& result) {
  const std::int64_t count = queries.size(0);
  at::Tensor scores = scores_.narrow(0, 0, count);
  at::Tensor weights = weights_.narrow(0, 0, count);
  at::Tensor output = result;
  if (positions_.any()) set_position_terms(queries, places, scores);
  const double scale = 1 / std::sqrt(static_cast<double>(queries.size(1)));
  scores.addmm_(queries, keys.t(), /*beta=*/positions_.any() ? 1 : 0, /*alpha=*/scale);
  at::_softmax_out(weights, scores, -1, /*half_to_float=*/false);
  at::mm_out(output, weights, values);
}

void HeadAttention::set_position_terms(const at::Tensor& queries, const Places& places,
                                       const at::Tensor& scores) {
  // All distances' products in one multiplication: a query needs only about half of them, but
  // sorting queries by row and by column costs more than the other half.
  at::Tensor products = position_products_.narrow(0, 0, queries.size(0));
  at::mm_out(products, queries, positions_.vectors.t());
  const TokenGrid& grid = positions_.grid;
  const std::int64_t vectors = products.size(1);
  const float* of_query = products.data_ptr<float>();
  float* score = scores.data_ptr<float>();
  for (std::int64_t i = 0; i < queries.size(0); ++i, of_query += vectors) {
    const std::int64_t place = places.first + i;
    const float* vertical = of_query + grid.rows - 1 - place / places.columns;
    const float* horizontal =
        of_query + 2 * grid.rows - 1 + grid.columns - 1 - place % places.columns;
    for (std::int64_t row = 0; row < grid.rows; ++row, score += grid.columns) {
      const float term = vertical[row];
      for (std::int64_t column = 0; column < grid.columns; ++column) {
        score[column] = term + horizontal[column];
      }
    }
  }
}

}  // namespace mbench
