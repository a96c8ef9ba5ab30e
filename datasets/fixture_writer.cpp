#include "datasets/fixture_writer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "synth/composite.h"
#include "synth/trimap_from_alpha.h"

namespace mbench {
namespace {

constexpr int kJpegQuality = 95;
constexpr int kColours = 3;

/// A number's own hue and grain, without a random generator's state.
int scattered(int number, int place) {
  const auto mixed = static_cast<unsigned>(number) * 2654435761U + static_cast<unsigned>(place);
  return static_cast<int>((mixed ^ mixed >> 15) * 2246822519U >> 24);
}

cv::Mat painted(int number, cv::Size size) {
  cv::Mat pixels(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      for (int c = 0; c < kColours; ++c) {
        const int base = scattered(number, c) / 2;
        const int slope = (c + 1) * (x + 2 * y) * 60 / (kColours * (size.width + 2 * size.height));
        const int grain = scattered(number, 7 + c + kColours * (x + size.width * y)) / 16;
        pixels.at<cv::Vec3b>(y, x)[c] = static_cast<std::uint8_t>(base + slope + grain);
      }
    }
  }
  return pixels;
}

/// A disc with a soft rim; its place and size follow from the number.
cv::Mat disc(int number, cv::Size size) {
  const double side = std::min(size.width, size.height);
  const double radius = side * (0.22 + 0.1 * scattered(number, 1) / 255);
  const double rim = 0.12 * side;
  const double column = size.width * (0.4 + 0.2 * scattered(number, 2) / 255);
  const double row = size.height * (0.4 + 0.2 * scattered(number, 3) / 255);
  cv::Mat pixels(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double opacity = (radius + rim - std::hypot(x - column, y - row)) / rim;
      pixels.at<std::uint8_t>(y, x) =
          static_cast<std::uint8_t>(std::lround(255 * std::clamp(opacity, 0.0, 1.0)));
    }
  }
  // Two numbers with nearly one place and size still differ.
  pixels.at<std::uint8_t>(static_cast<int>(row), static_cast<int>(column)) =
      static_cast<std::uint8_t>(255 - number % 97);
  return pixels;
}

}  // namespace

FixturePicture FixtureWriter::picture(int number, cv::Size size) {
  const Image foreground(painted(2 * number, size));
  const Alpha alpha(disc(number, size));
  return {foreground, alpha, trimap_from_alpha(alpha, parse_trimap_recipe(kFixtureTrimap)),
          composite_dim(foreground, alpha, Image(painted(2 * number + 1, size)))};
}

Image FixtureWriter::background(int number, cv::Size size) {
  return Image(painted(100003 + number, size));
}

void FixtureWriter::image(const std::string& path, const Image& image) {
  const std::string ending = fs::path(path).extension().string();
  if (ending != ".jpg" && ending != ".jpeg") return write_image(root_ / path, image);
  const auto bytes = encode_jpeg(image.pixels(), kJpegQuality);
  write_file_atomically(root_ / path, bytes.data(), bytes.size());
}

void FixtureWriter::alpha(const std::string& path, const Alpha& alpha) {
  const std::string ending = fs::path(path).extension().string();
  if (ending != ".jpg" && ending != ".jpeg") return write_alpha(root_ / path, alpha);
  const auto bytes = encode_jpeg(alpha.pixels(), kJpegQuality);
  write_file_atomically(root_ / path, bytes.data(), bytes.size());
}

void FixtureWriter::alpha_as_rgb(const std::string& path, const Alpha& alpha) {
  cv::Mat pixels;
  cv::merge(std::vector<cv::Mat>(kColours, alpha.pixels()), pixels);
  image(path, Image(pixels));
}

void FixtureWriter::trimap(const std::string& path, const Trimap& trimap) {
  write_trimap(root_ / path, trimap);
}

void FixtureWriter::text(const std::string& path, const std::string& content) {
  write_file_atomically(root_ / path, content);
}

}  // namespace mbench
