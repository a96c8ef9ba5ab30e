#include "synth/stream/random_trimap.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "core/image.h"
#include "core/large_pages.h"
#include "synth/ellipse_erosion.h"

namespace mbench {
namespace {

constexpr double kTolerance = 1e-5;
constexpr int kLargestKernelPx = 99;

cv::Mat opaque(const cv::Mat& alpha) {
  if (alpha.depth() == CV_8U) return alpha == 255;
  return alpha >= 1 - kTolerance;
}

cv::Mat clear(const cv::Mat& alpha) {
  if (alpha.depth() == CV_8U) return alpha == 0;
  return alpha <= kTolerance;
}

/// One bit for each pixel that is set, eroded.
BitMask eroded(const cv::Mat& mask, int kernel_px) {
  BitMask bits(mask.size());
  for (int y = 0; y < mask.rows; ++y) pack_equal(mask.ptr(y), mask.cols, 255, bits.row(y));
  ThreadTeam alone(1);
  return eroded_by_ellipse(bits, kernel_px, 1, alone);
}

}  // namespace

TrimapKernels draw_trimap_kernels(const RandomTrimapStep& step, cv::Size size, Random& random) {
  KernelRange range = random.chance(step.rare_probability) ? step.rare : step.usual;
  if (step.grows_with_picture) {
    const int grown = static_cast<int>(std::min(size.width, size.height) / 2048.0 * 30) - 1;
    range.high_px = std::min(std::max(range.high_px, grown), kLargestKernelPx);
  }
  TrimapKernels kernels;
  kernels.foreground_px = random.integer(range.low_px, range.high_px);
  kernels.background_px = random.integer(range.low_px, range.high_px);
  return kernels;
}

cv::Mat random_trimap(const cv::Mat& alpha, const TrimapKernels& kernels) {
  const BitMask foreground = eroded(opaque(alpha), kernels.foreground_px);
  const BitMask background = eroded(clear(alpha), kernels.background_px);
  cv::Mat trimap = new_pixels(alpha.size(), CV_8UC1);
  for (int y = 0; y < trimap.rows; ++y) {
    std::uint8_t* const row = trimap.ptr(y);
    for (int x = 0; x < trimap.cols; ++x) {
      row[x] = foreground.at(x, y)   ? Trimap::kForeground
               : background.at(x, y) ? Trimap::kBackground
                                     : Trimap::kUnknown;
    }
  }
  return trimap;
}

void cover_fractions(const cv::Mat& alpha, cv::Mat& trimap) {
  const cv::Mat known = opaque(alpha) | clear(alpha);
  trimap.setTo(Trimap::kUnknown, ~known);
}

}  // namespace mbench
