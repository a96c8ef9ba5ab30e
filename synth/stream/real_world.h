#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

#include "synth/stream/random_affine.h"

namespace mbench {

/// What happens to pictures in the world: a camera's contrast, a file's compression, a lens and
/// a sensor.
enum class RealWorldChange { contrast, jpeg, blur, noise };

/// What the recipes say of it. Both Matting-Anything (SHI-Labs/Matting-Anything at eb01e1c) and
/// AEMatter (QLYoo/AEMatter at cfefe3b) have these numbers, switched off by default.
struct RealWorldStep {
  double probability = 0.5;
  UniformRange contrast = {0.6, 1.4};
  UniformRange compression = {0, 60};  ///< 0 is the least of JPEG's compression, 100 the most
  UniformRange blur_sigma_px = {0, 3};
  UniformRange noise_sigma = {0, 25.5};  ///< levels
};

struct DrawnRealWorldChange {
  RealWorldChange change = RealWorldChange::contrast;
  double amount = 0;  ///< in the unit of its range
};

/// One to all four, each with the same chance, in random order; none with 1 - probability.
std::vector<DrawnRealWorldChange> draw_real_world(const RealWorldStep& step, Random& random);

/// The 8-bit R,G,B picture changed by one after the other, clipped and rounded to bytes each
/// time. Noise is the same in the three channels.
cv::Mat with_real_world(const cv::Mat& image, const std::vector<DrawnRealWorldChange>& changes,
                        Random& random);

/// JPEG's quality, 1 to 100, of a compression of 0 to 100: round(1 + 99·(1 - c/101)) of its
/// whole part (aleju/imgaug at 0101108).
int jpeg_quality(double compression);

}  // namespace mbench
