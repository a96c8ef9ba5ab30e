#pragma once

#include <opencv2/core/mat.hpp>

#include "core/random.h"

namespace mbench {

/// Sizes of an elliptic kernel in pixels, both ends included.
struct KernelRange {
  int low_px = 1;
  int high_px = 29;
};

/// What the recipes say of a trimap: foreground and background eroded once, each with an
/// ellipse of a random size of its own.
struct RandomTrimapStep {
  KernelRange usual;
  KernelRange rare;  ///< taken instead with this probability
  double rare_probability = 0;
  /// The largest kernel grows with the picture's shorter side, by 30 pixels in every 2048, from
  /// 29 to 99 pixels.
  bool grows_with_picture = false;
};

struct TrimapKernels {
  int foreground_px = 1;
  int background_px = 1;
};

TrimapKernels draw_trimap_kernels(const RandomTrimapStep& step, cv::Size size, Random& random);

/// 255 where the alpha is fully opaque and 0 where it is fully clear, each eroded with OpenCV's
/// elliptic kernel; 128 elsewhere, so that every fractional pixel is unknown.
///
/// `alpha` is CV_8UC1, or CV_32FC1 with a tolerance of 1e-5 (Yaoyi-Li/GCA-Matting at 9214fb4).
cv::Mat random_trimap(const cv::Mat& alpha, const TrimapKernels& kernels);

/// Makes unknown what an interpolation after the trimap was made has left fractional.
void cover_fractions(const cv::Mat& alpha, cv::Mat& trimap);

}  // namespace mbench
