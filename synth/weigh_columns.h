#pragma once

#include <opencv2/core/mat.hpp>

#include "synth/axis_weights.h"

namespace mbench {

/// Resizes R,G,B rows (CV_8UC3) along their length: pixel x of each row of `to` is the weighted
/// sum of the pixels of window(x) of that row of `from`, rounded and clipped as in weigh_rows.
/// `to` has as many rows as `from`, and outputs() columns.
void weigh_columns(const AxisWeights& weights, const cv::Mat& from, cv::Mat& to);

}  // namespace mbench
