#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// Differences of two alphas over some pixels, in opacity.
struct Differences {
  std::int64_t pixels = 0;
  double absolute = 0;  ///< sum of |p - g|
  double squared = 0;   ///< sum of (p - g)^2

  Differences& operator+=(const Differences& other);
};
Differences operator+(Differences a, const Differences& b);

/// Differences by the trimap's value, and again with the prediction forced to 0 and 1 where
/// the trimap is 0 and 255.
struct TrimapSums {
  Differences unknown;     ///< 128
  Differences foreground;  ///< 255
  Differences background;  ///< 0
  Differences odd;         ///< anything else
  Differences forced_foreground;
  Differences forced_background;

  Differences whole() const { return unknown + foreground + background + odd; }
  Differences forced() const { return unknown + forced_foreground + forced_background + odd; }
  Differences detail() const { return unknown + foreground + odd; }
  Differences known() const { return foreground + background + odd; }
};

/// Of two alphas, both CV_8UC1 or both CV_32FC1 in 0..1, and a CV_8UC1 trimap of their size.
/// Bytes are summed as integers; only the results are divided.
TrimapSums trimap_sums(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& trimap);

}  // namespace mbench
