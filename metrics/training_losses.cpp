#include "metrics/training_losses.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

constexpr int kLevels = 5;
constexpr int kLeastSide = 64;
constexpr double kFlatness = 0.01;

cv::Mat with_even_sides(const cv::Mat& level) {
  return level(cv::Rect(0, 0, level.cols / 2 * 2, level.rows / 2 * 2));
}

/// Takes the level's band-pass and leaves its half in `level`.
cv::Mat take_band(cv::Mat& level) {
  const cv::Mat even = with_even_sides(level);
  cv::Mat half;
  cv::Mat back;
  cv::pyrDown(even, half);
  cv::pyrUp(half, back, even.size());
  level = half;
  return even - back;
}

cv::Mat sobel(const cv::Mat& alpha, int dx, int dy) {
  cv::Mat slope;
  cv::Sobel(alpha, slope, CV_32F, dx, dy, 3, 1, 0, cv::BORDER_CONSTANT);
  return slope;
}

double penalty(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& inside) {
  double sum = 0;
  for (int y = 0; y < inside.rows; ++y) {
    for (int x = 0; x < inside.cols; ++x) {
      if (inside.at<std::uint8_t>(y, x) == 0) continue;
      const auto p = static_cast<double>(predicted.at<float>(y, x));
      const auto g = static_cast<double>(truth.at<float>(y, x));
      sum += std::abs(p - g) + kFlatness * std::abs(p);
    }
  }
  return sum;
}

}  // namespace

std::optional<double> laplacian_loss(const cv::Mat& predicted, const cv::Mat& truth) {
  if (std::min(truth.rows, truth.cols) < kLeastSide) return std::nullopt;
  cv::Mat p = predicted;
  cv::Mat g = truth;
  double loss = 0;
  for (int i = 0; i < kLevels; ++i) {
    const cv::Mat p_band = take_band(p);
    const cv::Mat g_band = take_band(g);
    loss += std::pow(2, i) * cv::norm(p_band, g_band, cv::NORM_L1) /
            static_cast<double>(g_band.total());
  }
  return loss / kLevels;
}

double gradient_penalty(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& inside) {
  return penalty(sobel(predicted, 1, 0), sobel(truth, 1, 0), inside) +
         penalty(sobel(predicted, 0, 1), sobel(truth, 0, 1), inside);
}

}  // namespace mbench
