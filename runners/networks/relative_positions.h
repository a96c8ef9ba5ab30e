#pragma once

#include "runners/networks/token_grid.h"

#include <ATen/core/Tensor.h>

namespace mbench {

/// What a query at one place of a grid adds to its attention to a key at another, as a product of
/// the query with a learned row for the vertical distance and one for the horizontal distance
/// (decomposed relative positions: MViTv2, Li et al., CVPR 2022; ViTDet).
///
/// `vectors`: (2·rows − 1) + (2·columns − 1) of a head's width. The vector for a key `d` rows
/// below the query is number rows − 1 + d, that for a key `d` columns to the right of it number
/// 2·rows − 1 + columns − 1 + d; so the products that one query needs stand side by side.
struct RelativePositions {
  /// None: all keys are alike, wherever they stand in `grid`.
  explicit RelativePositions(const TokenGrid& grid_) : grid(grid_) {}
  /// `vertical` and `horizontal` hold a row for each distance, query minus key, from the most
  /// negative one on. A table that was trained for another size than the grid's is resized
  /// linearly between pixel centres.
  RelativePositions(const at::Tensor& vertical, const at::Tensor& horizontal,
                    const TokenGrid& grid);

  bool any() const { return vectors.defined(); }

  TokenGrid grid;
  at::Tensor vectors;
};

}  // namespace mbench
