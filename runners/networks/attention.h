#pragma once

#include "runners/networks/relative_positions.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// Attention of each token to all tokens, head by head: (tokens, C) of `qkv` (tokens, 3·C), a
/// token's queries, keys and values, each head after head. Without `positions` tokens need not
/// stand in a grid.
///
/// The scores of a block of queries at a time are in memory, never tokens x tokens.
at::Tensor whole_attention(const at::Tensor& qkv, std::int64_t heads,
                           const RelativePositions& positions);

/// Attention inside windows of `positions.grid`, side by side from the upper left corner of
/// `grid`. Windows that reach over the right or lower edge are filled with tokens whose queries,
/// keys and values are `filling` (3·C): others attend to them; what they attend to is dropped, so
/// it is not computed.
at::Tensor window_attention(const at::Tensor& qkv, const at::Tensor& filling, std::int64_t heads,
                            const RelativePositions& positions, const TokenGrid& grid);

}  // namespace mbench
