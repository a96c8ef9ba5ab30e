#pragma once

#include <opencv2/core/mat.hpp>

#include <optional>

namespace mbench::oracle {

/// The two losses of metrics/training_losses.h as sums over neighbours in double precision, of
/// CV_8UC1 or CV_32FC1 alphas.
std::optional<double> plain_laplacian(const cv::Mat& predicted, const cv::Mat& truth);
double plain_gradient_penalty(const cv::Mat& predicted, const cv::Mat& truth,
                              const cv::Mat& inside);

}  // namespace mbench::oracle
