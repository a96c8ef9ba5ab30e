#pragma once

#include "core/image.h"
#include "synth/foreground_layers.h"

#include <string>

namespace mbench {

/// The alphas of tests/data/synth/make_foregrounds.py: noise, halves, ramp, fine (float), plateau.
Alpha scene_alpha(const std::string& kind, int width, int height, unsigned seed);
/// A gradient with a little noise, as there.
Image smooth_image(int width, int height, unsigned seed);

/// What a method says, as CV_32FC3.
struct FloatLayers {
  explicit FloatLayers(cv::Size size);
  /// Adds up how often each pixel came.
  LayerSink sink();

  cv::Mat foreground;
  cv::Mat background;
  cv::Mat times;  ///< CV_32SC1
};

/// The largest |a·F + (1-a)·B - I| and their mean, over all pixels and colours.
struct Reproduction {
  double worst = 0;
  double mean = 0;
};
Reproduction reproduction(const Image& image, const Alpha& alpha, const FloatLayers& layers);

}  // namespace mbench
