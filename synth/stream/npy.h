#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

namespace mbench {

/// A float picture (CV_32FC1 or CV_32FC3) as NumPy's .npy, version 1.0: shape (height, width) or
/// (height, width, 3), little-endian.
std::vector<unsigned char> npy_bytes(const cv::Mat& pixels);

}  // namespace mbench
