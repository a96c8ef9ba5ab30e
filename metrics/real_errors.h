#pragma once

#include "metrics/byte_errors.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// The errors of an alpha with opacities in 0..1, as sums over the region.
struct RealErrors {
  std::int64_t pixels = 0;
  double absolute = 0;   ///< sum of |p - g|
  double squared = 0;    ///< sum of (p - g)^2
  double connected = 0;  ///< sum of |phi(p) - phi(g)|
  double gradient = 0;   ///< sum of squared differences of gradient amplitudes
};

/// Rules of byte_errors(), and how opacities meet the thresholds i/10.
struct RealErrorRules {
  ByteErrorRules shared;
  bool double_precision = false;  ///< compare in double, where 6/10 is above 153/255
};

/// byte_errors() for CV_32FC1 alphas: the same definitions on real numbers, summed in double.
RealErrors real_errors(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat* trimap,
                       const RealErrorRules& rules, int threads = 1);

}  // namespace mbench
