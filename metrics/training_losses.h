#pragma once

#include <opencv2/core/mat.hpp>

#include <optional>

namespace mbench {

/// Laplacian-pyramid loss of two alphas (CV_32FC1), as the criterion of ViTMatte (Yao et al.,
/// 2023) and others before it log it: (1/5) sum over levels i = 0..4 of
/// 2^i mean|L_i(p) - L_i(g)|.
///
/// A level is cut to even sides; smoothing is the 5x5 binomial kernel with mirrored borders
/// (edge pixel not repeated), a level's half has every second pixel of the smoothed one, and
/// L_i is the level less its half brought back to size.
///
/// None where a side is below 64 pixels: the last level's border cannot be mirrored.
std::optional<double> laplacian_loss(const cv::Mat& predicted, const cv::Mat& truth);

/// Gradient-penalty loss (Dai et al., CVPR 2022) as the same criterion defines it, summed over
/// the pixels where `inside` is not zero; the criterion divides by their number:
/// sum of |Sx p - Sx g| + |Sy p - Sy g| + 0.01 (|Sx p| + |Sy p|), with S the 3x3 Sobel kernels
/// (1 2 1, not divided) and zeros beyond the border. Not 0 for equal alphas: the last two terms
/// prefer flat ones.
double gradient_penalty(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& inside);

}  // namespace mbench
