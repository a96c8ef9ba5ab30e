#include "runners/networks/vit_block.h"

#include "runners/networks/attention.h"

#include <ATen/Functions.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr double kEpsilon = 1e-6;
constexpr std::int64_t kFewestTokens = 256;

/// A 1x1 convolution is a multiplication, which is faster said so.
at::Tensor pointwise(const Convolution& convolution, const at::Tensor& tokens) {
  return at::linear(tokens, beside(convolution.weight, tokens).flatten(1));
}

}  // namespace

at::Tensor as_picture(const at::Tensor& tokens, const TokenGrid& grid) {
  return tokens.view({1, grid.rows, grid.columns, tokens.size(1)}).permute({0, 3, 1, 2});
}

at::Tensor as_tokens(const at::Tensor& picture) {
  const at::Tensor channels_last = picture.permute({0, 2, 3, 1}).contiguous();
  return channels_last.view({-1, picture.size(1)});
}

VitAttention::VitAttention(const Parameters& own, const VitBlockShape& shape)
    : blocks(shape.blocks),
      grid(shape.grid),
      heads(shape.heads),
      window(shape.window),
      qkv(own / "qkv", shape.width, 3 * shape.width),
      proj(own / "proj", shape.width, shape.width) {
  if (shape.position_rows > 0) {
    rel_pos_h = own.tensor("rel_pos_h", {shape.position_rows, shape.width / shape.heads});
    rel_pos_w = own.tensor("rel_pos_w", {shape.position_rows, shape.width / shape.heads});
  }
}

RelativePositions VitAttention::positions_in(const TokenGrid& seen) const {
  return rel_pos_h.defined() ? RelativePositions(rel_pos_h, rel_pos_w, seen)
                             : RelativePositions(seen);
}

at::Tensor VitAttention::operator()(const at::Tensor& tokens, const TokenGrid& place) const {
  return proj(attended(qkv(tokens), place));
}

at::Tensor VitAttention::attended(const at::Tensor& all, const TokenGrid& tokens) const {
  if (window > 0) {
    // Padding tokens are zeros in front of qkv, so they are its bias behind it.
    return window_attention(all, qkv.bias, heads, positions_in({window, window}), tokens, blocks);
  }
  if (grid == 1) return whole_attention(all, heads, positions_in(tokens), blocks);
  // As the block of hustvl/Matte-Anything at 874951ac does it.
  const at::Tensor placed = all.view({tokens.rows, tokens.columns, all.size(1)});
  at::Tensor result = at::empty({tokens.rows, tokens.columns, all.size(1) / 3}, all.options());
  for (std::int64_t row = 0; row < std::min(grid, tokens.rows); ++row) {
    for (std::int64_t column = 0; column < std::min(grid, tokens.columns); ++column) {
      const auto part = [&](const at::Tensor& x) {
        return x.slice(0, row, tokens.rows, grid).slice(1, column, tokens.columns, grid);
      };
      const at::Tensor own = part(placed);
      const TokenGrid sub{own.size(0), own.size(1)};
      part(result).copy_(whole_attention(own.reshape({sub.tokens(), own.size(2)}), heads,
                                         positions_in(sub), blocks)
                             .view({sub.rows, sub.columns, result.size(2)}));
    }
  }
  return result.view({tokens.tokens(), result.size(2)});
}

VitMlp::VitMlp(const Parameters& own, const VitBlockShape& shape)
    : blocks(shape.blocks),
      first(own / shape.mlp_first, shape.width, 4 * shape.width),
      second(own / shape.mlp_second, 4 * shape.width, shape.width) {}

at::Tensor VitMlp::operator()(const at::Tensor& tokens, const LayerNorm& norm) const {
  at::Tensor result = at::empty_like(tokens);
  const std::int64_t at_once = blocks.at_once(tokens.size(0), first.weight.size(0), kFewestTokens);
  const at::Tensor second_weight = beside(second.weight, tokens).t();
  for (std::int64_t start = 0; start < tokens.size(0); start += at_once) {
    const std::int64_t count = std::min(at_once, tokens.size(0) - start);
    at::Tensor hidden = first(norm(tokens.narrow(0, start, count)));
    at::gelu_(hidden);
    at::Tensor part = result.narrow(0, start, count);
    at::addmm_out(part, second.bias, hidden, second_weight);
  }
  return result;
}

Bottleneck::Bottleneck(const Parameters& own, std::int64_t width)
    : conv1(own / "conv1", width, width / 2, {1, 1, 0, 1, false}),
      norm1(own / "norm1", width / 2, kEpsilon),
      conv2(own / "conv2", width / 2, width / 2, {3, 1, 1, 1, false}),
      norm2(own / "norm2", width / 2, kEpsilon),
      conv3(own / "conv3", width / 2, width, {1, 1, 0, 1, false}),
      norm3(own / "norm3", width, kEpsilon) {}

at::Tensor Bottleneck::operator()(const at::Tensor& tokens, const TokenGrid& grid) const {
  at::Tensor x = norm1(pointwise(conv1, tokens));
  at::gelu_(x);
  x = norm2(as_tokens(conv2(as_picture(x, grid))));
  at::gelu_(x);
  return norm3(pointwise(conv3, x));
}

VitBlock::VitBlock(const Parameters& own, const VitBlockShape& shape)
    : norm1(own / "norm1", shape.width, kEpsilon),
      attn(own / "attn", shape),
      norm2(own / "norm2", shape.width, kEpsilon),
      mlp(own / "mlp", shape) {
  if (shape.has_bottleneck) residual.emplace(own / "residual", shape.width);
}

void VitBlock::operator()(at::Tensor& tokens, const TokenGrid& grid, const Stage& stage) const {
  {
    at::Tensor x = norm1(tokens);
    stage(".norm1", x);
    x = attn(x, grid);
    // In windows the authors' attention also gives what padding tokens attend to.
    if (attn.window == 0) stage(".attn", x);
    tokens.add_(x);
  }
  finish(tokens, grid, stage);
}

void VitBlock::finish(at::Tensor& tokens, const TokenGrid& grid, const Stage& stage) const {
  {
    const at::Tensor x = mlp(tokens, norm2);
    stage(".mlp", x);
    tokens.add_(x);
  }
  if (residual) {
    tokens.add_((*residual)(tokens, grid));
    stage(".residual_nchw", as_picture(tokens, grid));
  }
  stage("", tokens);
}

}  // namespace mbench
