#pragma once

#include <cstdint>

namespace mbench {

/// Which pixels a figure counts.
enum class RegionKind : std::uint8_t {
  unknown,  ///< the trimap is exactly 128
  whole,    ///< every pixel
  either,   ///< where the prediction or the truth is above 0
};

}  // namespace mbench
