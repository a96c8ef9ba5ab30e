#pragma once

#include <opencv2/core/mat.hpp>

#include <optional>

namespace mbench {

/// The least box with every pixel whose opacity is above one half; none if there is no such
/// pixel. `alpha` is CV_32FC1 (SHI-Labs/Matting-Anything at eb01e1c, which draws a random box
/// where there is none).
std::optional<cv::Rect> alpha_box(const cv::Mat& alpha);

}  // namespace mbench
