#include "synth/stream/real_world.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "synth/degrade_jpeg.h"
#include "synth/stream/colour_steps.h"

namespace mbench {
namespace {

constexpr double kLeastSigmaPx = 1e-3;

/// imgaug's kernel: 3.3 times sigma, below it 5 pixels, made odd.
cv::Mat blurred(const cv::Mat& image, double sigma_px) {
  if (sigma_px < kLeastSigmaPx) return image;
  const int side_px = std::max(static_cast<int>(3.3 * sigma_px), 5) | 1;
  cv::Mat result;
  cv::GaussianBlur(image, result, {side_px, side_px}, sigma_px, sigma_px, cv::BORDER_REFLECT_101);
  return result;
}

cv::Mat noisy(const cv::Mat& image, double sigma, Random& random) {
  cv::Mat result = image.clone();
  for (int y = 0; y < result.rows; ++y) {
    auto* const row = result.ptr<cv::Vec3b>(y);
    for (int x = 0; x < result.cols; ++x) {
      const int noise = static_cast<int>(std::lround(random.normal() * sigma));
      for (int channel = 0; channel < 3; ++channel) {
        row[x][channel] = cv::saturate_cast<std::uint8_t>(row[x][channel] + noise);
      }
    }
  }
  return result;
}

const UniformRange& range_of(RealWorldChange change, const RealWorldStep& step) {
  switch (change) {
    case RealWorldChange::contrast:
      return step.contrast;
    case RealWorldChange::jpeg:
      return step.compression;
    case RealWorldChange::blur:
      return step.blur_sigma_px;
    case RealWorldChange::noise:
      break;
  }
  return step.noise_sigma;
}

}  // namespace

std::vector<DrawnRealWorldChange> draw_real_world(const RealWorldStep& step, Random& random) {
  std::array changes{RealWorldChange::contrast, RealWorldChange::jpeg, RealWorldChange::blur,
                     RealWorldChange::noise};
  std::vector<DrawnRealWorldChange> drawn;
  if (!random.chance(step.probability)) return drawn;
  const std::size_t count = 1 + random.below(changes.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(changes[i], changes[i + random.below(changes.size() - i)]);
    const UniformRange& range = range_of(changes[i], step);
    drawn.push_back({changes[i], random.uniform(range.low, range.high)});
  }
  return drawn;
}

cv::Mat with_real_world(const cv::Mat& image, const std::vector<DrawnRealWorldChange>& changes,
                        Random& random) {
  cv::Mat result = image;
  for (const DrawnRealWorldChange& drawn : changes) {
    switch (drawn.change) {
      case RealWorldChange::contrast:
        result = with_contrast(result, drawn.amount);
        break;
      case RealWorldChange::jpeg:
        result = through_jpeg(Image(result), jpeg_quality(drawn.amount)).pixels();
        break;
      case RealWorldChange::blur:
        result = blurred(result, drawn.amount);
        break;
      case RealWorldChange::noise:
        result = noisy(result, drawn.amount, random);
        break;
    }
  }
  return result;
}

int jpeg_quality(double compression) {
  const double quality = 1 + 99 * (1 - std::floor(compression) / 101);
  return std::clamp(static_cast<int>(std::nearbyint(quality)), 1, 100);
}

}  // namespace mbench
