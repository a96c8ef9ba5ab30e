#pragma once

#include <opencv2/core/mat.hpp>

#include <optional>

#include "core/random.h"

namespace mbench {

/// How far the colours of one object were moved.
struct HsvJitter {
  int hue_degrees = 0;    ///< -40..39
  double saturation = 0;  ///< of 1
  double value = 0;       ///< of 1
};

/// Random numbers for an object. Saturation and value move by up to (1.1 - mean) / 10 to either
/// side, where the mean is of the pixels that are not clear (Yaoyi-Li/GCA-Matting at 9214fb4).
/// None if all are clear.
///
/// `colour` is R,G,B as CV_32FC3 in 0..1, `alpha` of the same size with a clear pixel at 0 or
/// less.
std::optional<HsvJitter> draw_hsv_jitter(const cv::Mat& colour, const cv::Mat& alpha,
                                         Random& random);

/// The colours with hue turned, saturation and value moved and reflected at 0 and 1.
cv::Mat jittered(const cv::Mat& colour, const HsvJitter& jitter);

}  // namespace mbench
