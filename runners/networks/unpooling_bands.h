#pragma once

#include "runners/networks/blocks.h"
#include "runners/networks/layers.h"
#include "runners/networks/pooling_places.h"
#include "runners/networks/row_bands.h"

namespace mbench {

/// What `compute` makes of the un-pooled picture, `channels` of the same size, in bands of rows:
/// the un-pooled picture is never whole unless the blocks are. `halo`: see in_row_bands().
template <typename Compute>
at::Tensor in_unpooled_bands(const at::Tensor& x, const PoolingPlaces& places,
                             std::int64_t channels, std::int64_t halo, const Blocks& blocks,
                             const Compute& compute) {
  constexpr std::int64_t kFewestRows = 32;
  const std::int64_t at_once = blocks.at_once(places.height, x.size(1) * places.width, kFewestRows);
  return in_row_bands(
      x.options(), channels, places.height, places.width, at_once, halo, [&](const RowBand& band) {
        return band.inside(
            compute(unpooled_rows(x, places, band.top - band.above, band.bottom + band.below)));
      });
}

/// One convolution, odd and padded by half of its side, of the un-pooled picture.
inline at::Tensor convolved_unpooling(const Convolution& convolution, const at::Tensor& x,
                                      const PoolingPlaces& places, const Blocks& blocks) {
  return in_unpooled_bands(x, places, convolution.weight.size(0), convolution.shape.padding, blocks,
                           convolution);
}

}  // namespace mbench
