#pragma once

#include <ATen/Functions.h>

#include <algorithm>
#include <cstdint>

namespace mbench {

/// Rows of a picture that are computed together, and what convolutions around them see.
struct RowBand {
  std::int64_t top = 0;     ///< first row of the result
  std::int64_t bottom = 0;  ///< behind the last
  std::int64_t above = 0;   ///< rows above the band that are there for convolutions to see
  std::int64_t below = 0;

  std::int64_t rows() const { return bottom - top; }
  /// The band with the rows around it, of `picture` that has `scale` rows for one of the result.
  at::Tensor around(const at::Tensor& picture, std::int64_t scale = 1) const {
    return picture.narrow(2, scale * (top - above), scale * (above + rows() + below));
  }
  /// The band alone, of a result with the rows around it.
  at::Tensor inside(const at::Tensor& result) const { return result.narrow(2, above, rows()); }
};

/// A 1 x `channels` x `height` x `width` picture in channels-last order, of which `compute(band)`
/// gives the rows band after band: less memory, most of it in cache, and the same values. `options`
/// are those of the result. Bands begin at even rows. One band of all rows is returned as `compute`
/// gives it.
///
/// `halo`: how many rows of the result's size the computation reaches beyond a row. Stacked
/// convolutions may pad with zeros as ever: at the picture's edge that is right, and elsewhere
/// what they spoil lies in the halo, which inside() drops.
template <typename Compute>
at::Tensor in_row_bands(const at::TensorOptions& options, std::int64_t channels,
                        std::int64_t height, std::int64_t width, std::int64_t rows_at_once,
                        std::int64_t halo, const Compute& compute) {
  if (rows_at_once >= height) return compute(RowBand{0, height, 0, 0});
  const at::Tensor result = at::empty({1, channels, height, width},
                                      options.memory_format(at::MemoryFormat::ChannelsLast));
  rows_at_once -= rows_at_once % 2;
  for (std::int64_t top = 0; top < height; top += rows_at_once) {
    const std::int64_t bottom = std::min(height, top + rows_at_once);
    const RowBand band{top, bottom, std::min(halo, top), std::min(halo, height - bottom)};
    result.narrow(2, top, bottom - top).copy_(compute(band));
  }
  return result;
}

}  // namespace mbench
