#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// Which pixel of each 2x2 window was the largest, channel by channel: what max un-pooling puts
/// values back by. Two bits a window, where PyTorch's indices take 64.
struct PoolingPlaces {
  /// C/4 x H/2 x W/2 bytes: bits 2q and 2q+1 of byte (k, row, column) are the place, 2·row +
  /// column within the window, of channel q·C/4 + k.
  at::Tensor packed;
  std::int64_t height = 0;  ///< before pooling
  std::int64_t width = 0;

  /// 1 x C x H/2 x W/2 int64: the places as PyTorch counts them, row·width + column.
  at::Tensor indices() const;
};

/// What max pooling leaves, and where it was.
struct Pooled {
  at::Tensor values;  ///< 1 x C x H/2 x W/2
  PoolingPlaces places;
};

/// ReLU, then max pooling 2x2 of 1 x C x H x W, C a multiple of 4; odd sides are
/// rounded down. Of equal values the first in reading order is the largest, zeros of the ReLU
/// among them, as in PyTorch.
Pooled pooled_relu(const at::Tensor& x);

/// Max un-pooling (Noh et al., ICCV 2015): 1 x C x height x width, channels last, with each value
/// at its place and zeros elsewhere, in the last row and column of odd sides too.
at::Tensor unpooled(const at::Tensor& x, const PoolingPlaces& places);
/// Of that the rows from `first` up to `end`.
at::Tensor unpooled_rows(const at::Tensor& x, const PoolingPlaces& places, std::int64_t first,
                         std::int64_t end);

}  // namespace mbench
