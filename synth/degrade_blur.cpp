#include "synth/degrade_blur.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/axis_weights.h"
#include "synth/weigh_rows.h"

namespace mbench {
namespace {

constexpr int kWeightBits = AxisWeights::kWeightBits;
constexpr int kStripRows = 32;
constexpr int kStripeBytes = 1024;  // so that all rows of a large kernel stay in the cache

/// The kernel's right half, the middle first. All of it sums to exactly 2^22: what is flat stays.
std::vector<std::int32_t> half_kernel(double sigma_px) {
  const int radius = static_cast<int>(std::floor(4.0 * sigma_px + 0.5));
  std::vector<double> exact;
  double sum = -1.0;  // the middle is there once
  for (int k = 0; k <= radius; ++k) {
    exact.push_back(std::exp(-0.5 * k * k / (sigma_px * sigma_px)));
    sum += 2.0 * exact.back();
  }
  std::vector<std::int32_t> weights;
  std::int32_t rest = 1 << kWeightBits;
  for (const double weight : exact) {
    weights.push_back(static_cast<std::int32_t>(std::lround(weight / sum * (1 << kWeightBits))));
    rest -= (weights.size() == 1 ? 1 : 2) * weights.back();
  }
  weights.front() += rest;
  return weights;
}

/// Where place `at` of the picture that goes on as its mirror image lies in it.
int mirrored(int at, int length) {
  if (length == 1) return 0;
  const int period = 2 * (length - 1);
  const int within = std::abs(at) % period;
  return std::min(within, period - within);
}

AxisWeights blur_weights(double sigma_px, int length) {
  const std::vector<std::int32_t> half = half_kernel(sigma_px);
  const int radius = static_cast<int>(half.size()) - 1;
  PillowWeights made;
  std::vector<std::int32_t> sums;
  for (int x = 0; x < length; ++x) {
    const int first = x - radius < 0 ? 0 : std::min(x - radius, mirrored(x + radius, length));
    const int last =
        x + radius >= length ? length - 1 : std::max(x + radius, mirrored(x - radius, length));
    sums.assign(static_cast<std::size_t>(last - first + 1), 0);
    for (int k = -radius; k <= radius; ++k) {
      sums[static_cast<std::size_t>(mirrored(x + k, length) - first)] +=
          half[static_cast<std::size_t>(std::abs(k))];
    }
    made.windows.push_back({first, last - first + 1, made.weights.size()});
    made.weights.insert(made.weights.end(), sums.begin(), sums.end());
  }
  return AxisWeights(made);
}

/// A strip turned on its side, so that a row's samples lie below each other.
void blur_strip(const cv::Mat& strip, const AxisWeights& weights, cv::Mat to) {
  cv::Mat columns;
  cv::transpose(strip, columns);
  cv::Mat made(columns.size(), columns.type());
  const int lanes = columns.cols * columns.channels();
  for (int x = 0; x < made.rows; ++x) {
    weigh_rows(weights, x, {columns.data, columns.step}, lanes, made.ptr(x));
  }
  cv::transpose(made, to);
}

cv::Mat blur_rows(const cv::Mat& pixels, const AxisWeights& weights) {
  cv::Mat made = new_pixels(pixels.size(), pixels.type());
  const int strips = (pixels.rows + kStripRows - 1) / kStripRows;
  cv::parallel_for_({0, strips}, [&](const cv::Range& range) {
    for (int strip = range.start; strip < range.end; ++strip) {
      const cv::Range rows(strip * kStripRows, std::min((strip + 1) * kStripRows, pixels.rows));
      blur_strip(pixels.rowRange(rows), weights, made.rowRange(rows));
    }
  });
  return made;
}

cv::Mat blur_columns(const cv::Mat& pixels, const AxisWeights& weights) {
  cv::Mat made = new_pixels(pixels.size(), pixels.type());
  const int bytes = pixels.cols * pixels.channels();
  const int stripes = (bytes + kStripeBytes - 1) / kStripeBytes;
  cv::parallel_for_({0, stripes}, [&](const cv::Range& range) {
    for (int stripe = range.start; stripe < range.end; ++stripe) {
      const int first = stripe * kStripeBytes;
      const int lanes = std::min(kStripeBytes, bytes - first);
      for (int y = 0; y < made.rows; ++y) {
        weigh_rows(weights, y, {pixels.data + first, pixels.step}, lanes, made.ptr(y) + first);
      }
    }
  });
  return made;
}

}  // namespace

Image blurred(const Image& image, double sigma_px) {
  MBENCH_ASSERT(sigma_px > 0.0);
  const cv::Mat rows = blur_rows(image.pixels(), blur_weights(sigma_px, image.size().width));
  return Image(blur_columns(rows, blur_weights(sigma_px, image.size().height)));
}

}  // namespace mbench
