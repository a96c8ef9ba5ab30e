#pragma once

#include "runners/networks/layers.h"

namespace mbench {

/// A convolution to one channel, as those that end in alpha: C x kernel x kernel weights, odd
/// kernel, zeros around the picture, stride 1. Libraries pad the one channel to a whole vector of
/// channels and compute 16; here one matrix product gives what each pixel adds to its neighbours,
/// which is then summed.
struct AlphaConvolution {
  AlphaConvolution(const Parameters& own, std::int64_t from, std::int64_t kernel)
      : convolution(own, from, 1, ConvolutionShape{kernel, 1, kernel / 2, 1, true}) {}

  /// 1 x 1 x H x W of 1 x C x H x W, best in channels-last order.
  at::Tensor operator()(const at::Tensor& x) const;

  Convolution convolution;  ///< BatchNorms may be folded into it
};

}  // namespace mbench
