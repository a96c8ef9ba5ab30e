#pragma once

#include <opencv2/core/mat.hpp>

#include <string_view>
#include <vector>

#include "core/random.h"

namespace mbench {

/// How OpenCV finds values between pixels.
enum class Interpolation { nearest, linear, cubic, lanczos4 };

/// "nearest", "linear", "cubic" or "lanczos4".
std::string_view interpolation_name(Interpolation interpolation);
/// The flag of cv::resize and cv::warpAffine.
int opencv_flag(Interpolation interpolation);

/// What a step of a recipe draws its interpolations from, each with the same chance.
struct InterpolationChoice {
  std::vector<Interpolation> among;  ///< never empty
  bool shared = false;               ///< one draw serves colour and alpha
};

/// What was drawn for one step.
struct Interpolations {
  Interpolation colour = Interpolation::linear;
  Interpolation alpha = Interpolation::linear;
};

Interpolations draw_interpolations(const InterpolationChoice& choice, Random& random);

/// `pixels` in another size; themselves if they have it. 8-bit values are rounded and clipped,
/// floats may leave the range of the pixels they come from.
cv::Mat resized(const cv::Mat& pixels, cv::Size size, Interpolation interpolation);

}  // namespace mbench
