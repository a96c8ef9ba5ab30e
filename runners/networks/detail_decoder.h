#pragma once

#include "runners/networks/blocks.h"
#include "runners/networks/layers.h"
#include "runners/networks/stage.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace mbench {

/// Convolution 3x3 without a bias, batch normalisation, ReLU.
struct ConvNormReLU {
  ConvNormReLU(const Parameters& conv_parent, std::int64_t from, std::int64_t to,
               std::int64_t stride);
  /// 1 x to x H x W, channels last.
  at::Tensor operator()(const at::Tensor& x) const;
  /// Of rows with one more above and below: no rows of zeros are added.
  at::Tensor within(const at::Tensor& rows) const;
  void fold();

  Convolution conv;
  BatchNorm bn;
};

/// The decoder of ViTMatte and MEMatte: a stream of convolutions over the picture, D1 at half its
/// size to D3 at an eighth, each fused in turn with the running feature at twice its size
/// (bilinear), then the picture itself; at the end the alpha.
struct DetailDecoder {
  /// `width`: channels of the features.
  DetailDecoder(const Parameters& own, std::int64_t width, const Blocks& blocks);
  /// After load(), once: lets the convolutions do the normalisations.
  void fold();

  /// Logits of the alpha, 1 x 1 x H x W, of 1 x 4 x H x W and features 1 x width x H/16 x W/16;
  /// H and W are multiples of 16. Stages: "D1" to "D3", "fusion0" to "fusion3", "logits".
  at::Tensor operator()(const at::Tensor& input, const at::Tensor& features,
                        const Stage& stage) const;

  Blocks blocks;
  std::vector<ConvNormReLU> convs;
  std::vector<ConvNormReLU> fusions;
  Convolution head_first;
  BatchNorm head_norm;
  Convolution head_last;

 private:
  /// Rows of `picture` that are fused at once.
  std::int64_t rows_at_once(const ConvNormReLU& fusion, const at::Tensor& picture) const;
  at::Tensor fused(const ConvNormReLU& fusion, const at::Tensor& detail,
                   const at::Tensor& coarse) const;
  at::Tensor predicted(const at::Tensor& input, const at::Tensor& coarse, const Stage& stage) const;
};

}  // namespace mbench
