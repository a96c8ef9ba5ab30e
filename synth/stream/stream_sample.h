#pragma once

#include <opencv2/core/mat.hpp>

#include <optional>
#include <vector>

#include "synth/stream/background_fit.h"
#include "synth/stream/hsv_jitter.h"
#include "synth/stream/layer.h"
#include "synth/stream/stream_recipe.h"

namespace mbench {

/// The decoded pictures of one sample.
struct SamplePictures {
  Layer first;                  ///< its alpha in bytes or in float
  std::optional<Layer> second;  ///< of any size
  cv::Mat background;           ///< CV_8UC3; may be empty for a photograph
  bool photograph = false;      ///< the first is a whole photograph
};

/// All that was drawn for one sample, in the order of the work.
struct SampleDraws {
  double enlarged_by = 1;
  Interpolations enlarging;
  std::optional<TwoObjectPlan> second_object;
  bool second_dropped = false;  ///< nothing would have stayed transparent
  std::optional<Interpolations> squash;
  std::optional<Affine> affine;
  TrimapKernels trimap;
  std::optional<BackgroundPlan> background;
  CropPlan crop;
  std::optional<HsvJitter> jitter;
  std::vector<DrawnColourChange> foreground_colours;
  std::vector<DrawnColourChange> background_colours;
  double object_blur_sigma_px = 0;  ///< 0: not blurred
  bool early_noise = false;
  std::vector<DrawnRealWorldChange> real_world;
  std::optional<cv::Rect> box;
};

/// One training sample, of the size of its crop.
struct StreamSample {
  cv::Mat image;       ///< R,G,B, CV_32FC3 in 0..255, not rounded
  cv::Mat alpha;       ///< CV_32FC1 in 0..1
  cv::Mat trimap;      ///< CV_8UC1 with 0, 128 and 255
  cv::Mat foreground;  ///< as image; of a photograph the image itself
  cv::Mat background;  ///< as image; black where a photograph has none
  SampleDraws draws;
};

/// How a sample is asked for.
struct SampleRequest {
  int crop_px = 512;
  bool real_world = false;  ///< whether the recipe's real-world changes are drawn
};

/// A sample by the recipe, from these pictures and random numbers.
///
/// alpha·F + (1-alpha)·B in float is the image, unless the recipe composes early, the sample is
/// a photograph or has real-world changes. Every pixel whose alpha is farther than 1e-5 from
/// both 0 and 1 is unknown.
StreamSample make_stream_sample(const StreamRecipe& recipe, const SampleRequest& request,
                                const SamplePictures& pictures, const Random& random);

}  // namespace mbench
