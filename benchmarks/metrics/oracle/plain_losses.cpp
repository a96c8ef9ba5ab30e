#include "benchmarks/metrics/oracle/plain_losses.h"

#include <opencv2/core.hpp>

#include <cmath>
#include <utility>

namespace mbench::oracle {
namespace {

cv::Mat opacity(const cv::Mat& alpha) {
  cv::Mat result;
  alpha.convertTo(result, CV_64F, alpha.depth() == CV_8U ? 1.0 / 255 : 1);
  return result;
}

int mirrored(int i, int size) {
  if (i < 0) return -i;
  return i < size ? i : 2 * (size - 1) - i;
}

cv::Mat smoothed(const cv::Mat& level, double gain) {
  constexpr int kBinomial[5] = {1, 4, 6, 4, 1};
  cv::Mat result(level.size(), CV_64F);
  for (int y = 0; y < level.rows; ++y) {
    for (int x = 0; x < level.cols; ++x) {
      double sum = 0;
      for (int j = -2; j <= 2; ++j) {
        for (int i = -2; i <= 2; ++i) {
          sum += kBinomial[j + 2] * kBinomial[i + 2] *
                 level.at<double>(mirrored(y + j, level.rows), mirrored(x + i, level.cols));
        }
      }
      result.at<double>(y, x) = gain * sum / 256;
    }
  }
  return result;
}

/// The level's band and its half.
std::pair<cv::Mat, cv::Mat> split(const cv::Mat& level) {
  const cv::Mat even = level(cv::Rect(0, 0, level.cols / 2 * 2, level.rows / 2 * 2)).clone();
  const cv::Mat smooth = smoothed(even, 1);
  cv::Mat half(even.rows / 2, even.cols / 2, CV_64F);
  cv::Mat spread(even.size(), CV_64F, cv::Scalar(0));
  for (int y = 0; y < half.rows; ++y) {
    for (int x = 0; x < half.cols; ++x) {
      half.at<double>(y, x) = smooth.at<double>(2 * y, 2 * x);
      spread.at<double>(2 * y, 2 * x) = half.at<double>(y, x);
    }
  }
  return {even - smoothed(spread, 4), half};
}

double sobel(const cv::Mat& alpha, int y, int x, bool across) {
  const auto at = [&](int j, int i) {
    const bool outside = y + j < 0 || x + i < 0 || y + j >= alpha.rows || x + i >= alpha.cols;
    return outside ? 0 : alpha.at<double>(y + j, x + i);
  };
  double sum = 0;
  for (int k = -1; k <= 1; ++k) {
    const int weight = k == 0 ? 2 : 1;
    sum += weight * (across ? at(k, 1) - at(k, -1) : at(1, k) - at(-1, k));
  }
  return sum;
}

}  // namespace

std::optional<double> plain_laplacian(const cv::Mat& predicted, const cv::Mat& truth) {
  if (truth.rows < 64 || truth.cols < 64) return std::nullopt;
  cv::Mat p = opacity(predicted);
  cv::Mat g = opacity(truth);
  double loss = 0;
  for (int i = 0; i < 5; ++i) {
    auto [p_band, p_half] = split(p);
    auto [g_band, g_half] = split(g);
    double sum = 0;
    for (int y = 0; y < g_band.rows; ++y) {
      for (int x = 0; x < g_band.cols; ++x) {
        sum += std::abs(p_band.at<double>(y, x) - g_band.at<double>(y, x));
      }
    }
    loss += (1 << i) * sum / static_cast<double>(g_band.total());
    p = p_half;
    g = g_half;
  }
  return loss / 5;
}

double plain_gradient_penalty(const cv::Mat& predicted, const cv::Mat& truth,
                              const cv::Mat& inside) {
  const cv::Mat p = opacity(predicted);
  const cv::Mat g = opacity(truth);
  double sum = 0;
  for (int y = 0; y < inside.rows; ++y) {
    for (int x = 0; x < inside.cols; ++x) {
      if (inside.at<std::uint8_t>(y, x) == 0) continue;
      for (const bool across : {true, false}) {
        const double slope = sobel(p, y, x, across);
        sum += std::abs(slope - sobel(g, y, x, across)) + 0.01 * std::abs(slope);
      }
    }
  }
  return sum;
}

}  // namespace mbench::oracle
