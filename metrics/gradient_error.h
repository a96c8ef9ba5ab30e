#pragma once

#include <opencv2/core/mat.hpp>

namespace mbench {

/// Sum, over the pixels where `region` is not zero, of the squared difference of the two
/// gradient amplitudes.
///
/// Each picture is stretched to 0..1 by its own extremes (a flat one has gradient 0), then
/// filtered with the derivatives of a Gaussian of sigma 1.4 over 9x9 pixels, each kernel of
/// unit Frobenius norm, borders replicated; in double precision.
///
/// All three CV_8UC1 of one size.
double gradient_error(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region);

}  // namespace mbench
