#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// Differences of two byte alphas over some pixels.
struct ByteDifferences {
  std::int64_t pixels = 0;
  std::int64_t sad_x255 = 0;    ///< sum of |p - g|
  std::int64_t mse_x65025 = 0;  ///< sum of (p - g)^2
};

/// Differences by the trimap's value, and over all pixels.
struct ByteTrimapSums {
  ByteDifferences unknown;            ///< 128
  ByteDifferences foreground;         ///< 255
  ByteDifferences background;         ///< 0
  ByteDifferences forced_foreground;  ///< 255, the prediction taken as 255
  ByteDifferences forced_background;  ///< 0, the prediction taken as 0
  ByteDifferences whole;
};

/// Of three CV_8UC1 pictures of one size.
ByteTrimapSums byte_trimap_sums(const cv::Mat& predicted, const cv::Mat& truth,
                                const cv::Mat& trimap);

}  // namespace mbench
