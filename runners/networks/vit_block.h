#pragma once

#include "runners/networks/blocks.h"
#include "runners/networks/layers.h"
#include "runners/networks/relative_positions.h"
#include "runners/networks/stage.h"
#include "runners/networks/token_grid.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>

namespace mbench {

/// (1, C, rows, columns) over the memory of (tokens, C): channels last.
at::Tensor as_picture(const at::Tensor& tokens, const TokenGrid& grid);
/// The reverse, (tokens, C); over the same memory if the picture has its channels last.
at::Tensor as_tokens(const at::Tensor& picture);

/// A block of a plain vision transformer as detectron2's ViTDet, ViTMatte and SAM have it.
struct VitBlockShape {
  std::int64_t width = 384;  ///< C, channels of a token
  std::int64_t heads = 6;
  std::int64_t window = 0;         ///< side of attention's windows; 0: the whole picture
  std::int64_t position_rows = 0;  ///< of the tables of relative positions; 0: there are none
  std::string mlp_first = "fc1";
  std::string mlp_second = "fc2";
  bool has_bottleneck = false;  ///< "residual", at the block's end
  Blocks blocks = {};
  std::int64_t grid = 1;  ///< see NetworkOptions; without windows only
};

/// Multi-head attention; the tables are undefined where there are no relative positions.
struct VitAttention {
  VitAttention(const Parameters& own, const VitBlockShape& shape);
  /// (tokens, C) of (tokens, C), which fill the grid unless neither windows nor relative positions
  /// ask for one.
  at::Tensor operator()(const at::Tensor& tokens, const TokenGrid& place) const;

  Blocks blocks;
  std::int64_t grid;
  std::int64_t heads;
  std::int64_t window;
  at::Tensor rel_pos_h;
  at::Tensor rel_pos_w;
  Linear qkv;
  Linear proj;

 private:
  RelativePositions positions_in(const TokenGrid& seen) const;
  at::Tensor attended(const at::Tensor& all, const TokenGrid& tokens) const;
};

/// C -> 4·C -> C with exact GELU.
struct VitMlp {
  VitMlp(const Parameters& own, const VitBlockShape& shape);
  /// Of norm(tokens), for tokens (tokens, C).
  at::Tensor operator()(const at::Tensor& tokens, const LayerNorm& norm) const;

  Blocks blocks;
  Linear first;
  Linear second;
};

/// What ViTMatte adds at the end of a block: convolutions 1x1, 3x3, 1x1 through C/2 channels, each
/// with a normalisation over channels behind it, GELU between.
struct Bottleneck {
  Bottleneck(const Parameters& own, std::int64_t width);
  /// (tokens, C) of (tokens, C).
  at::Tensor operator()(const at::Tensor& tokens, const TokenGrid& grid) const;

  Convolution conv1;
  LayerNorm norm1;
  Convolution conv2;
  LayerNorm norm2;
  Convolution conv3;
  LayerNorm norm3;
};

/// x + attention(norm1 x), then x + mlp(norm2 x), then x + bottleneck x if it has one.
struct VitBlock {
  VitBlock(const Parameters& own, const VitBlockShape& shape);
  /// Changes `tokens` (tokens, C) in place. Stages: ".norm1", ".attn" (not in windows), and those
  /// of finish().
  void operator()(at::Tensor& tokens, const TokenGrid& grid, const Stage& stage) const;
  /// What comes after attention. Stages: ".mlp", ".residual_nchw" and "", the whole block's.
  void finish(at::Tensor& tokens, const TokenGrid& grid, const Stage& stage) const;

  LayerNorm norm1;
  VitAttention attn;
  LayerNorm norm2;
  VitMlp mlp;
  std::optional<Bottleneck> residual;
};

}  // namespace mbench
