#pragma once

#include <cstddef>
#include <cstdint>

#include "synth/axis_weights.h"

namespace mbench {

/// Rows of bytes, `stride` bytes apart.
struct Rows {
  const std::uint8_t* first;
  std::size_t stride;
};

/// to[i] = the weighted sum of the rows' byte i, for `lanes` bytes: from the row
/// window(output).first on, in Pillow's 22-bit fixed point, rounded and clipped to a byte.
/// `to` may not overlap the rows.
void weigh_rows(const AxisWeights& weights, int output, Rows rows, int lanes, std::uint8_t* to);

}  // namespace mbench
