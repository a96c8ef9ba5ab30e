#include "runners/networks/relative_positions.h"

#include <ATen/Functions.h>

namespace mbench {
namespace {

/// The table for `side` tokens, from the most positive distance query minus key down.
at::Tensor reversed_table(const at::Tensor& table, std::int64_t side) {
  const std::int64_t distances = 2 * side - 1;
  if (table.size(0) == distances) return table.flip(0);
  const at::Tensor resized =
      at::upsample_linear1d(table.t().unsqueeze(0).contiguous(), {distances}, false);
  return resized.squeeze(0).t().flip(0);
}

}  // namespace

RelativePositions::RelativePositions(const at::Tensor& vertical, const at::Tensor& horizontal,
                                     const TokenGrid& grid_)
    : grid(grid_),
      vectors(at::cat(
          {reversed_table(vertical, grid.rows), reversed_table(horizontal, grid.columns)})) {}

}  // namespace mbench
