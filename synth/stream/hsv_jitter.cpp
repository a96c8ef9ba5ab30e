#include "synth/stream/hsv_jitter.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mbench {
namespace {

constexpr int kMostHueDegrees = 40;

double draw_shift(double mean, Random& random) {
  const double most = (1.1 - mean) / 10;
  return random.uniform(-most, most);
}

float reflected(float value) {
  value = std::abs(value);
  return value > 1 ? 2 - value : value;
}

}  // namespace

std::optional<HsvJitter> draw_hsv_jitter(const cv::Mat& colour, const cv::Mat& alpha,
                                         Random& random) {
  const cv::Mat seen = alpha > 0;
  if (cv::countNonZero(seen) == 0) return std::nullopt;
  cv::Mat hsv;
  cv::cvtColor(colour, hsv, cv::COLOR_RGB2HSV);
  const cv::Scalar mean = cv::mean(hsv, seen);
  HsvJitter jitter;
  jitter.hue_degrees = random.integer(-kMostHueDegrees, kMostHueDegrees - 1);
  jitter.saturation = draw_shift(mean[1], random);
  jitter.value = draw_shift(mean[2], random);
  return jitter;
}

cv::Mat jittered(const cv::Mat& colour, const HsvJitter& jitter) {
  cv::Mat hsv;
  cv::cvtColor(colour, hsv, cv::COLOR_RGB2HSV);
  const auto hue = static_cast<float>(jitter.hue_degrees);
  const auto saturation = static_cast<float>(jitter.saturation);
  const auto value = static_cast<float>(jitter.value);
  for (int y = 0; y < hsv.rows; ++y) {
    auto* const row = hsv.ptr<cv::Vec3f>(y);
    for (int x = 0; x < hsv.cols; ++x) {
      float turned = row[x][0] + hue;
      if (turned < 0) turned += 360;
      if (turned >= 360) turned -= 360;
      row[x] = {turned, reflected(row[x][1] + saturation), reflected(row[x][2] + value)};
    }
  }
  cv::cvtColor(hsv, hsv, cv::COLOR_HSV2RGB);
  return hsv;
}

}  // namespace mbench
