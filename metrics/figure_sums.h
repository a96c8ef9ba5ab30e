#pragma once

#include "metrics/convention.h"
#include "metrics/real_errors.h"
#include "metrics/score_input.h"
#include "metrics/trimap_sums.h"

#include <opencv2/core/mat.hpp>

#include <optional>

namespace mbench {

/// All sums that a convention's figures are made of. What no figure needs stays 0.
struct FigureSums {
  RealErrors counted;               ///< over the convention's own region
  TrimapSums parts;                 ///< by the trimap's value
  std::optional<double> laplacian;  ///< none where the alphas are too small for it
  double gradient_penalty = 0;
};

/// Measures what the convention's figures need. `trimap` may be null where they need none.
FigureSums figure_sums(const Convention& convention, const ScoreInput& input, const cv::Mat* trimap,
                       int threads);

/// The figure, or none where the convention's code divides by zero or cannot go on.
std::optional<double> value_of(const Figure& figure, const FigureSums& sums);

}  // namespace mbench
