#pragma once

#include "runners/networks/parameters.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// The features of a picture, pixel after pixel: float32 (height·width) x channels, in C order.
///
/// This is what linear layers take, and at the same time a 1 x C x H x W tensor in channels-last
/// order, which convolutions are fastest on; going from one to the other copies nothing.
struct TokenMap {
  at::Tensor tokens;
  std::int64_t height = 0;
  std::int64_t width = 0;

  std::int64_t channels() const { return tokens.size(1); }
  /// 1 x C x H x W of the same memory.
  at::Tensor picture() const;
};

/// The tokens of 1 x C x H x W; copies unless that is in channels-last order.
TokenMap token_map(const at::Tensor& picture);

/// The map at twice its height and width, bilinear with pixel centres kept (align_corners false).
TokenMap doubled(const TokenMap& map);

/// A convolution of 1 x 1, which is a linear layer of each token; weight (to, from).
struct PointConvolution {
  PointConvolution(const Parameters& own, std::int64_t from, std::int64_t to);

  TokenMap operator()(const TokenMap& map) const;
  /// Of the channels of `first` followed by those of `second`, without joining them.
  TokenMap operator()(const TokenMap& first, const TokenMap& second) const;
  /// Of the channels of `skip` followed by those of `below` at twice its size. The convolution
  /// goes first, on a quarter of the pixels: both are linear, and doubling's weights sum to one.
  TokenMap with_doubled(const TokenMap& skip, const TokenMap& below) const;

  at::Tensor weight;
  at::Tensor bias;

 private:
  /// The part of the product that `count` channels from `first` on give, without the bias.
  at::Tensor part(const at::Tensor& tokens, std::int64_t first) const;
  void add_part(at::Tensor& sum, const at::Tensor& tokens, std::int64_t first) const;
};

}  // namespace mbench
