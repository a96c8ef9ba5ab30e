#include "synth/stream/random_affine.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

double radians(double degrees) { return degrees * CV_PI / 180.0; }

cv::Mat mapped(const cv::Mat& pixels, const cv::Matx23d& inverse, cv::Size size,
               Interpolation interpolation, int border) {
  cv::Mat result;
  cv::warpAffine(pixels, result, inverse, size, opencv_flag(interpolation) | cv::WARP_INVERSE_MAP,
                 border);
  return result;
}

}  // namespace

cv::Matx23d Affine::inverse(cv::Size size) const {
  const double angle = radians(angle_degrees);
  const double shear = radians(shear_degrees);
  const double x = (flip_x ? -1 : 1) / scale_x / std::cos(shear);
  const double y = (flip_y ? -1 : 1) / scale_y / std::cos(shear);
  const double a = std::cos(angle) * x;
  const double b = std::sin(angle + shear) * x;
  const double c = -std::sin(angle) * y;
  const double d = std::cos(angle + shear) * y;
  const double centre_x = size.width * 0.5 + 0.5;
  const double centre_y = size.height * 0.5 + 0.5;
  return {a, b, centre_x - a * centre_x - b * centre_y,  //
          c, d, centre_y - c * centre_x - d * centre_y};
}

Affine draw_affine(const AffineStep& step, cv::Size size, Random& random) {
  const double angle = random.uniform(-step.angle_degrees, step.angle_degrees);
  const bool rotated = std::max(size.width, size.height) >= step.least_side_to_rotate_px;
  Affine affine;
  affine.angle_degrees = rotated ? angle : 0;
  affine.scale_x = random.uniform(step.scale.low, step.scale.high);
  affine.scale_y = random.uniform(step.scale.low, step.scale.high);
  affine.shear_degrees = random.uniform(-step.shear_degrees, step.shear_degrees);
  affine.flip_x = random.chance(step.flip_probability);
  affine.flip_y = random.chance(step.flip_probability);
  affine.replicate_border = step.replicate_border;
  affine.interpolation = draw_interpolations(step.interpolation, random);
  return affine;
}

cv::Mat mapped_colour(const cv::Mat& colour, const Affine& affine, cv::Rect rectangle) {
  cv::Matx23d inverse = affine.inverse(colour.size());
  inverse(0, 2) += inverse(0, 0) * rectangle.x + inverse(0, 1) * rectangle.y;
  inverse(1, 2) += inverse(1, 0) * rectangle.x + inverse(1, 1) * rectangle.y;
  return mapped(colour, inverse, rectangle.size(), affine.interpolation.colour,
                affine.replicate_border ? cv::BORDER_REPLICATE : cv::BORDER_CONSTANT);
}

cv::Mat mapped_alpha(const cv::Mat& alpha, const Affine& affine) {
  return mapped(alpha, affine.inverse(alpha.size()), alpha.size(), affine.interpolation.alpha,
                cv::BORDER_CONSTANT);
}

}  // namespace mbench
