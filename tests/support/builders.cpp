#include "tests/support/builders.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace mbench {
namespace {

cv::Mat noise(int width, int height, int type, unsigned seed) {
  cv::Mat pixels(height, width, type);
  std::mt19937 generator(seed);
  std::generate_n(pixels.data, pixels.total() * pixels.elemSize(),
                  [&] { return static_cast<std::uint8_t>(generator() >> 24); });
  return pixels;
}

}  // namespace

Alpha flat_alpha(int width, int height, float value) {
  return Alpha(cv::Mat(height, width, CV_32FC1, cv::Scalar(static_cast<double>(value))));
}

Alpha flat_bytes(int width, int height, std::uint8_t value) {
  return Alpha(cv::Mat(height, width, CV_8UC1, cv::Scalar(value)));
}

Trimap flat_trimap(int width, int height, std::uint8_t value) {
  return Trimap(cv::Mat(height, width, CV_8UC1, cv::Scalar(value)));
}

Image noise_image(int width, int height, unsigned seed) {
  return Image(noise(width, height, CV_8UC3, seed));
}

Alpha noise_bytes(int width, int height, unsigned seed) {
  return Alpha(noise(width, height, CV_8UC1, seed));
}

Trimap noise_trimap(int width, int height, unsigned seed) {
  cv::Mat pixels = noise(width, height, CV_8UC1, seed);
  std::for_each(pixels.datastart, pixels.dataend, [](const unsigned char& value) {
    static constexpr std::uint8_t kValues[] = {0, 128, 255};
    const_cast<unsigned char&>(value) = kValues[value % 3];
  });
  return Trimap(pixels);
}

Alpha disc_alpha(int width, int height) {
  cv::Mat pixels(height, width, CV_8UC1);
  const double radius = 0.3 * std::min(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double distance = std::hypot(x - 0.5 * width, y - 0.5 * height);
      const double opacity = std::clamp(0.5 + (radius - distance) / 8.0, 0.0, 1.0);
      pixels.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(std::lround(255.0 * opacity));
    }
  }
  return Alpha(pixels);
}

}  // namespace mbench
