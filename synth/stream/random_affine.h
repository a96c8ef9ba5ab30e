#pragma once

#include <opencv2/core/matx.hpp>
#include <opencv2/core/types.hpp>

#include "synth/stream/interpolation.h"
#include "synth/stream/layer.h"

namespace mbench {

/// Uniform in [low, high).
struct UniformRange {
  double low = 0;
  double high = 0;
};

/// What the recipes say of a random affine map.
struct AffineStep {
  double probability = 0;
  double angle_degrees = 30;           ///< to either side
  UniformRange scale = {1, 1};         ///< of each axis on its own
  double shear_degrees = 10;           ///< to either side
  double flip_probability = 0.5;       ///< of each axis on its own
  int least_side_to_rotate_px = 1024;  ///< pictures whose longer side is shorter are not rotated
  bool replicate_border = false;  ///< colours beyond the border repeat it, instead of being black
  InterpolationChoice interpolation = {{Interpolation::linear}, false};
};

/// What was drawn for one picture.
struct Affine {
  double angle_degrees = 0;
  double scale_x = 1;
  double scale_y = 1;
  double shear_degrees = 0;
  bool flip_x = false;
  bool flip_y = false;
  bool replicate_border = false;
  Interpolations interpolation;

  /// From a pixel of the result to the place in the picture of this size that it shows: about
  /// the centre (w/2 + 1/2, h/2 + 1/2), flipped, scaled, rotated and then sheared
  /// (Yaoyi-Li/GCA-Matting at 9214fb4, dataloader/data_generator.py).
  cv::Matx23d inverse(cv::Size size) const;
};

Affine draw_affine(const AffineStep& step, cv::Size size, Random& random);

/// The part `rectangle` of the mapped colours; a rectangle of the whole size gives all.
cv::Mat mapped_colour(const cv::Mat& colour, const Affine& affine, cv::Rect rectangle);
/// All of the mapped alpha; what was beyond the border is clear.
cv::Mat mapped_alpha(const cv::Mat& alpha, const Affine& affine);

}  // namespace mbench
