#pragma once

#include "metrics/connection.h"
#include "metrics/gradient_error.h"
#include "metrics/region_kind.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// What to measure, and the rules by which conventions differ.
struct ByteErrorRules {
  RegionKind region = RegionKind::unknown;

  bool with_gradient = true;
  GradientFilter filter = GradientFilter::unit_norm_9;
  bool stretch = true;  ///< for Grad, each alpha to 0..1 by its own extremes; else / 255

  bool with_connectivity = true;
  int sixth_threshold = 153;  ///< 154 where 0.6 is compared in double precision
  ConnectionRule connection;
};

/// The errors of a byte alpha, as sums over the region: integers but for the gradient.
struct ByteErrors {
  std::int64_t pixels = 0;
  std::int64_t sad_x255 = 0;
  std::int64_t mse_x65025 = 0;
  std::int64_t conn_x510 = 0;
  double gradient = 0;
};

/// Measures `predicted` against `truth`, both CV_8UC1. `trimap` is of the same size, or null
/// where the rules' region does not need one. Results do not depend on `threads`.
///
/// Beyond the pictures it takes well below 1 byte a pixel for a matte with hair, and up to 6
/// for noise: 64 bytes for each word of 64 pixels whose level changes, 16 for each run of
/// pixels above one threshold, 1 bit a pixel.
ByteErrors byte_errors(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat* trimap,
                       const ByteErrorRules& rules, int threads = 1);

}  // namespace mbench
