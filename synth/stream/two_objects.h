#pragma once

#include <opencv2/core/types.hpp>

#include <optional>
#include <vector>

#include "synth/stream/interpolation.h"
#include "synth/stream/layer.h"

namespace mbench {

/// Where a second object lies relative to the first.
enum class SecondPlacement {
  same,            ///< stretched over the first one's size
  smaller,         ///< shrunk to 75..100 % of each side, in the middle
  smaller_left,    ///< the same, moved left, and the first one right
  stretched_right  ///< stretched over the size, moved right, and the first one left
};

/// What the recipes say of a second object.
struct SecondObjectStep {
  double probability = 0;
  std::vector<SecondPlacement> placements = {SecondPlacement::same};
  InterpolationChoice interpolation = {{Interpolation::linear}, false};
};

/// Where the two objects go on the first one's canvas.
struct TwoObjectPlan {
  SecondPlacement placement = SecondPlacement::same;
  int first_shift_px = 0;  ///< to the right
  cv::Rect second;         ///< may reach beyond the canvas, which cuts it
  Interpolations interpolation;
};

/// Random numbers for a canvas of this size. Objects move by 2 pixels up to a sixteenth of the
/// width (AEMatter at cfefe3b, dataset.py).
TwoObjectPlan draw_two_objects(const SecondObjectStep& step, cv::Size canvas, Random& random);

/// One layer of two objects, as the training code of GCA-Matting makes it (Yaoyi-Li/GCA-Matting
/// at 9214fb4): alpha = 1 - (1 - a1)(1 - a2), colour = F1·a1 + F2·(1 - a1), truncated to bytes.
///
/// The colour leaves a2 out, so it is no physical "over", and yet the composite made with it is
/// consistent. None if the two leave no pixel less than opaque: the second is then dropped. The
/// alpha has the first one's type; bytes are clipped and truncated.
std::optional<Layer> two_objects(const Layer& first, const Layer& second,
                                 const TwoObjectPlan& plan);

}  // namespace mbench
