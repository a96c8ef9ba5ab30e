#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// 510 times the sum, over the pixels where `region` is not zero, of |phi(p) - phi(g)|:
/// an integer, since every threshold is a tenth and every opacity a 255th.
///
/// l of a pixel is the last threshold i/10 at which it still belonged to the largest
/// 4-connected component of min(p,g) >= i/10; phi = 1 - (a - l) where a - l >= 0.15, else 1.
/// Of equally large components the one whose first pixel is earliest column by column wins.
///
/// All three CV_8UC1 of one size.
std::int64_t connectivity_error_x510(const cv::Mat& predicted, const cv::Mat& truth,
                                     const cv::Mat& region);

}  // namespace mbench
