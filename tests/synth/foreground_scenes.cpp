#include "tests/synth/foreground_scenes.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <stdexcept>

#include "tests/support/builders.h"

namespace mbench {
namespace {

std::uint8_t opacity_byte(const std::string& kind, int x, int y, cv::Size size) {
  if (kind == "ramp") {
    const int value = 128 + 20 * (x - size.width / 2) + 10 * (y - size.height / 2);
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
  }
  if (kind == "plateau") {
    const bool inside = x >= 2 && y >= 2 && x < size.width - 2 && y < size.height - 2;
    return inside ? 128 : x < 2 ? 0 : 255;
  }
  throw std::invalid_argument(kind);
}

}  // namespace

Alpha scene_alpha(const std::string& kind, int width, int height, unsigned seed) {
  if (kind == "noise") return noise_bytes(width, height, seed);
  if (kind == "halves") {
    cv::Mat halves;
    cv::compare(noise_bytes(width, height, seed).pixels(), 128, halves, cv::CMP_GE);
    return Alpha(halves);
  }
  cv::Mat pixels(height, width, kind == "fine" ? CV_32FC1 : CV_8UC1);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (kind == "fine") {
        const int value = (x * 4099 + y * 257) % 65536;
        pixels.at<float>(y, x) = static_cast<float>(value / 65535.0);
      } else {
        pixels.at<std::uint8_t>(y, x) = opacity_byte(kind, x, y, pixels.size());
      }
    }
  }
  return Alpha(pixels);
}

Image smooth_image(int width, int height, unsigned seed) {
  const cv::Mat noise = noise_image(width, height, seed).pixels();
  cv::Mat pixels(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int ramps[] = {40 + 3 * x, 200 - 2 * y, 60 + x + y};
      for (int c = 0; c < 3; ++c) {
        pixels.at<cv::Vec3b>(y, x)[c] = static_cast<std::uint8_t>(
            std::clamp(ramps[c], 0, 239) + noise.at<cv::Vec3b>(y, x)[c] / 16);
      }
    }
  }
  return Image(pixels);
}

FloatLayers::FloatLayers(cv::Size size)
    : foreground(size, CV_32FC3),
      background(size, CV_32FC3),
      times(size, CV_32SC1, cv::Scalar(0)) {}

LayerSink FloatLayers::sink() {
  return [this](const LayerPiece& piece) {
    for (int i = 0; i < piece.count; ++i) {
      const float* const from = piece.values + LayerPiece::kStride * i;
      const cv::Point place(piece.column + i, piece.row);
      foreground.at<cv::Vec3f>(place) = {from[0], from[1], from[2]};
      background.at<cv::Vec3f>(place) = {from[4], from[5], from[6]};
      ++times.at<int>(place);
    }
  };
}

Reproduction reproduction(const Image& image, const Alpha& alpha, const FloatLayers& layers) {
  const cv::Mat opacities = to_float(alpha).pixels();
  Reproduction result;
  for (int y = 0; y < image.size().height; ++y) {
    for (int x = 0; x < image.size().width; ++x) {
      const double a = static_cast<double>(opacities.at<float>(y, x));
      for (int c = 0; c < 3; ++c) {
        const double off =
            std::abs(a * static_cast<double>(layers.foreground.at<cv::Vec3f>(y, x)[c]) +
                     (1 - a) * static_cast<double>(layers.background.at<cv::Vec3f>(y, x)[c]) -
                     image.pixels().at<cv::Vec3b>(y, x)[c] / 255.0);
        result.worst = std::max(result.worst, off);
        result.mean += off / static_cast<double>(3 * image.size().area());
      }
    }
  }
  return result;
}

}  // namespace mbench
