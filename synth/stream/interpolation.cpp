#include "synth/stream/interpolation.h"

#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace mbench {

std::string_view interpolation_name(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::nearest:
      return "nearest";
    case Interpolation::linear:
      return "linear";
    case Interpolation::cubic:
      return "cubic";
    case Interpolation::lanczos4:
      return "lanczos4";
  }
  throw InternalError("an interpolation has no name");
}

int opencv_flag(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::nearest:
      return cv::INTER_NEAREST;
    case Interpolation::linear:
      return cv::INTER_LINEAR;
    case Interpolation::cubic:
      return cv::INTER_CUBIC;
    case Interpolation::lanczos4:
      return cv::INTER_LANCZOS4;
  }
  throw InternalError("an interpolation has no flag");
}

Interpolations draw_interpolations(const InterpolationChoice& choice, Random& random) {
  MBENCH_ASSERT(!choice.among.empty());
  Interpolations drawn;
  drawn.colour = choice.among[random.below(choice.among.size())];
  drawn.alpha = choice.shared ? drawn.colour : choice.among[random.below(choice.among.size())];
  return drawn;
}

cv::Mat resized(const cv::Mat& pixels, cv::Size size, Interpolation interpolation) {
  if (pixels.size() == size) return pixels;
  cv::Mat result;
  cv::resize(pixels, result, size, 0, 0, opencv_flag(interpolation));
  return result;
}

}  // namespace mbench
