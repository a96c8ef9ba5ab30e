#pragma once

#include <opencv2/core/mat.hpp>

#include <array>
#include <vector>

#include "core/random.h"
#include "synth/stream/random_affine.h"

namespace mbench {

/// One change of an 8-bit picture's colours.
enum class ColourChange { gamma, brightness, hue_and_saturation, gain, contrast };

/// What the recipes say of changes of colour: none to all five, in random order.
struct ColourSteps {
  bool used = false;
  UniformRange gamma;  ///< of each channel on its own
  int brightness = 0;  ///< levels to either side, at times of each channel on its own
  int hue_levels = 0;  ///< to either side: hue by that many 255ths of 360°, saturation by levels
  UniformRange gain;   ///< at times of each channel on its own
  UniformRange contrast;  ///< about 127, at times of each channel on its own
  double per_channel_probability = 0.5;
};

/// One drawn change; `amounts` are those of R, G and B.
struct DrawnColourChange {
  ColourChange change = ColourChange::gamma;
  std::array<double, 3> amounts = {};
};

std::vector<DrawnColourChange> draw_colour_changes(const ColourSteps& steps, Random& random);

/// An 8-bit R,G,B picture changed by one after the other, truncated to bytes each time, as
/// aleju/imgaug at 0101108 does, with which AEMatter (QLYoo/AEMatter at cfefe3b) is trained.
cv::Mat with_colour_changes(const cv::Mat& colour, const std::vector<DrawnColourChange>& changes);

/// 127 + factor·(v - 127) for every byte, clipped and truncated.
cv::Mat with_contrast(const cv::Mat& pixels, double factor);

}  // namespace mbench
