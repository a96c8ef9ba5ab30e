#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// Differences of two byte alphas over some pixels.
struct DifferenceSums {
  std::int64_t pixels = 0;
  std::int64_t sad_x255 = 0;
  std::int64_t mse_x65025 = 0;

  DifferenceSums& operator+=(const DifferenceSums& other);
};
DifferenceSums operator+(DifferenceSums a, const DifferenceSums& b);

/// Differences by the trimap's value, and again with the prediction forced to 0 and 255
/// where the trimap is.
struct TrimapSums {
  DifferenceSums unknown;     ///< 128
  DifferenceSums foreground;  ///< 255
  DifferenceSums background;  ///< 0
  DifferenceSums odd;         ///< anything else
  DifferenceSums forced_foreground;
  DifferenceSums forced_background;

  DifferenceSums whole() const { return unknown + foreground + background + odd; }
  DifferenceSums forced() const { return unknown + forced_foreground + forced_background + odd; }
};

/// Of three CV_8UC1 pictures of one size.
TrimapSums trimap_sums(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& trimap);

}  // namespace mbench
