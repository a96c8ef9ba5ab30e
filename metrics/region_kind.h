#pragma once

#include <cstdint>

namespace mbench {

/// Which pixels a figure counts.
enum class RegionKind : std::uint8_t {
  unknown,     ///< the trimap is exactly 128
  whole,       ///< every pixel
  either,      ///< where the prediction or the truth is above 0
  foreground,  ///< the trimap is 255
  background,  ///< the trimap is 0
  detail,      ///< the trimap is above 0
};

/// Whether the region is made from the trimap.
constexpr bool is_of_trimap(RegionKind kind) {
  return kind != RegionKind::whole && kind != RegionKind::either;
}

}  // namespace mbench
