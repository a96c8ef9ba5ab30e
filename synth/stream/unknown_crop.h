#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

#include "synth/stream/interpolation.h"

namespace mbench {

/// How a recipe finds the part of a picture that a network is shown.
enum class CropRule {
  /// An unknown pixel of a quarter-size map in the middle; pictures that are too small are
  /// enlarged to 1.1 times the crop (GCA-Matting, Matting-Anything).
  centred,
  /// The same; pictures that are too small are mostly continued by reflection (AEMatter).
  centred_reflecting,
  /// An unknown pixel, or any, at the top-left corner of a crop of 2 to 4 times the size, which
  /// is then shrunk and perhaps flipped (AIM).
  cornered
};

/// What the recipes say of the crop.
struct CropStep {
  CropRule rule = CropRule::centred;
  InterpolationChoice interpolation = {{Interpolation::linear}, false};
  double enlarge_probability = 1;  ///< of a picture that is too small; else it is reflected
  double border_probability = 0;   ///< of continuing every side by reflection
  int border_px = 0;
  std::vector<int> factors = {1};  ///< sides of the crop before it is shrunk, in crops
  double unknown_probability = 1;  ///< of looking for an unknown pixel at all
  double flip_probability = 0;     ///< left to right
};

/// How to cut one picture, and everything that lies on it alike.
struct CropPlan {
  cv::Size enlarged;  ///< resized to this first; the picture's own size if it is large enough
  int top_px = 0;     ///< then continued by reflection
  int bottom_px = 0;
  int left_px = 0;
  int right_px = 0;
  cv::Rect rectangle;  ///< then cut
  cv::Size output;     ///< then resized to this
  bool flipped = false;
  bool around_unknown = false;   ///< an unknown pixel was looked for and found
  Interpolations interpolation;  ///< wherever it is resized

  /// Whether the rectangle is cut from the picture as it is.
  bool is_plain(cv::Size size) const;
};

/// The fewest pixels along a side of a crop.
inline constexpr int kLeastCropPx = 32;

/// Where to cut `crop_px` x `crop_px` out of a picture with this trimap.
CropPlan draw_crop(const CropStep& step, const cv::Mat& trimap, int crop_px, Random& random);

/// How large a picture becomes at most before it is cut.
cv::Size size_before_crop(const CropStep& step, cv::Size size, int crop_px);

/// The cut, where it is resized by `interpolation`.
cv::Mat cut(const cv::Mat& pixels, const CropPlan& plan, Interpolation interpolation);
/// The same for what was cut to plan.rectangle already.
cv::Mat finish_cut(const cv::Mat& pixels, const CropPlan& plan, Interpolation interpolation);

}  // namespace mbench
