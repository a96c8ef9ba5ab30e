#pragma once

#include "runners/networks/relative_positions.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// softmax(queries·keysᵀ/√width + relative positions)·values of one head, with the memory that
/// it needs for scores. Each thread has its own.
class HeadAttention {
 public:
  /// For up to `most_queries` queries at a time and always `keys` keys. If there are relative
  /// positions, the keys are all tokens of their grid.
  HeadAttention(std::int64_t most_queries, std::int64_t keys, const RelativePositions& positions);

  /// Where the queries of one call stand in the grid of the keys: row by row from its upper left
  /// corner, `columns` in a row; the first is number `first` of these. Of no meaning without
  /// relative positions.
  struct Places {
    std::int64_t first = 0;
    std::int64_t columns = 1;
  };

  /// `queries` and `result` (queries, width), `keys` and `values` (keys, width); rows may stand
  /// apart, the numbers of a row not.
  void operator()(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                  const Places& places, const at::Tensor& result);

 private:
  void set_position_terms(const at::Tensor& queries, const Places& places,
                          const at::Tensor& scores);

  const RelativePositions& positions_;
  at::Tensor position_products_;  ///< queries times vectors
  at::Tensor scores_;
  at::Tensor weights_;
};

}  // namespace mbench
