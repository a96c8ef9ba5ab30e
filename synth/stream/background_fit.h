#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

#include "synth/stream/interpolation.h"

namespace mbench {

/// One way to give a background the foreground's size.
struct BackgroundFit {
  bool keeps_shape = false;  ///< covers the foreground; else it is stretched over it
  double margin = 1;         ///< made larger by this, of which the middle stays
  double weight = 1;         ///< how often, relative to the recipe's others
};

/// What the recipes say of a background.
struct BackgroundStep {
  std::vector<BackgroundFit> fits = {{}};
  InterpolationChoice interpolation = {{Interpolation::linear}, false};
  bool smooth_when_shrinking = false;  ///< with a Gaussian of (factor - 1) / 2 pixels
  double box_blur_probability = 0;
  std::vector<int> box_sides_px;
};

struct BackgroundPlan {
  bool keeps_shape = false;
  double margin = 1;
  Interpolation interpolation = Interpolation::linear;
  bool smooth_when_shrinking = false;
  int box_px = 0;  ///< 0: not blurred
};

BackgroundPlan draw_background(const BackgroundStep& step, Random& random);

/// An R,G,B background of the wanted size: the plan's middle part of it, resized and blurred.
cv::Mat fitted_background(const cv::Mat& background, cv::Size size, const BackgroundPlan& plan);

}  // namespace mbench
