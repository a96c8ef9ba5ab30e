#pragma once

#include "metrics/convention.h"
#include "metrics/score_card.h"

#include <opencv2/core/mat.hpp>

namespace mbench {

/// A pair of alphas as a convention scores them: both CV_8UC1, or both CV_32FC1.
struct ScoreInput {
  cv::Mat predicted;
  cv::Mat truth;
  bool is_bytes() const { return truth.depth() == CV_8U; }
};

/// Checks the pictures and quantises, stretches and forces them as the convention and the
/// options want. `trimap` may be null. Throws as score().
ScoreInput score_input(const Convention& convention, const Alpha& predicted, const Alpha& truth,
                       const Trimap* trimap, const ScoreOptions& options);

/// Of a picture of ScoreInput, as CV_32FC1 in 0..1.
cv::Mat opacities(const cv::Mat& alpha);

}  // namespace mbench
