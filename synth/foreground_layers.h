#pragma once

#include <functional>

namespace mbench {

/// Estimated colours of a run of pixels side by side.
struct LayerPiece {
  /// Floats of one pixel: R, G, B of the foreground, 0, R, G, B of the background, 0.
  static constexpr int kStride = 8;

  int row = 0;
  int column = 0;  ///< of the first pixel
  int count = 0;
  const float* values = nullptr;  ///< kStride a pixel; 0..1 where the method clips
};

/// Takes an estimate as it is made, so that it need never be in memory as floats. Called once
/// for every pixel, from several threads and in any order.
using LayerSink = std::function<void(const LayerPiece&)>;

}  // namespace mbench
