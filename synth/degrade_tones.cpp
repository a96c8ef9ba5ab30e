#include "synth/degrade_tones.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

template <typename Tone>
Image with_tones(const Image& image, Tone tone) {
  cv::Mat table(1, 256, CV_8UC1);
  for (int value = 0; value < 256; ++value) {
    const double rounded = std::floor(tone(value) + 0.5);
    table.at<std::uint8_t>(value) = static_cast<std::uint8_t>(std::clamp(rounded, 0.0, 255.0));
  }
  cv::Mat made;
  cv::LUT(image.pixels(), table, made);
  return Image(made);
}

}  // namespace

Image with_contrast(const Image& image, double factor) {
  return with_tones(image, [&](int value) { return 128.0 + factor * (value - 128); });
}

Image with_gamma(const Image& image, double gamma) {
  return with_tones(image, [&](int value) { return 255.0 * std::pow(value / 255.0, gamma); });
}

}  // namespace mbench
