#pragma once

#include "runners/networks/blocks.h"
#include "runners/networks/relative_positions.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// Attention of each token to all tokens, head by head: (tokens, C) of `qkv` (tokens, 3·C), a
/// token's queries, keys and values, each head after head. Without `positions` tokens need not
/// stand in a grid.
///
/// With blocks the scores of some queries at a time are in memory, never tokens x tokens; without,
/// those of all heads, as the authors of ViTMatte and Segment Anything have them.
at::Tensor whole_attention(const at::Tensor& qkv, std::int64_t heads,
                           const RelativePositions& positions, const Blocks& blocks);

/// Attention inside windows of `positions.grid`, side by side from the upper left corner of
/// `grid`. Windows that reach over the right or lower edge are filled with tokens whose queries,
/// keys and values are `filling` (3·C): others attend to them; what they attend to is dropped.
/// With blocks, a window's head at a time on each thread; without, all windows together.
at::Tensor window_attention(const at::Tensor& qkv, const at::Tensor& filling, std::int64_t heads,
                            const RelativePositions& positions, const TokenGrid& grid,
                            const Blocks& blocks);

/// Attention within each of many sets of tokens at once: (sets, tokens, width) of queries, keys and
/// values of that shape, with all scores in memory, (sets, tokens, tokens). `positions`, if there
/// are any, are those of the grid that each set's tokens fill.
at::Tensor attention_of_sets(const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const RelativePositions& positions);

/// The same for a contiguous part of the queries, of which the first is number `first` of its set;
/// by LibTorch's fused attention where it has one.
at::Tensor attention_of_part(const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const RelativePositions& positions,
                             std::int64_t first);

}  // namespace mbench
