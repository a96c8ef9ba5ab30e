#pragma once

#include <opencv2/core/mat.hpp>

namespace mbench {

/// An object that is yet to be put over a background: its colours, R,G,B (CV_8UC3), and its
/// opacity, of the same size: CV_8UC1 (opacity = value / 255) or CV_32FC1. A float opacity may
/// lie outside 0..1 after an interpolation; whoever composes clips it.
struct Layer {
  cv::Mat colour;
  cv::Mat alpha;
};

}  // namespace mbench
