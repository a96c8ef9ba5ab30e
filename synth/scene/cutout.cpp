#include "synth/scene/cutout.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "synth/pillow_resize.h"
#include "synth/scene/scene_options.h"

namespace mbench {
namespace {

constexpr double kLeastOpaquePixels = 64;
constexpr int kMargin = 2;
constexpr int kSmallSide = 256;

void note(const fs::path& file, const std::vector<std::string>& warnings,
          std::vector<std::string>& all) {
  for (const std::string& warning : warnings) {
    all.push_back(fmt::format("{}: {}", file.string(), warning));
  }
}

int scaled_side(int side, double factor) {
  return std::max(1, static_cast<int>(std::lround(side * factor)));
}

}  // namespace

Cutout cut_out(const Entity& entity, std::vector<std::string>& warnings) {
  const Read<Image> foreground = read_image(entity.foreground);
  const Read<Alpha> alpha = read_alpha(entity.alpha);
  note(entity.foreground, foreground.warnings, warnings);
  note(entity.alpha, alpha.warnings, warnings);
  require_one_size(entity, foreground.picture.size(), alpha.picture.size());
  const Alpha bytes = to_bytes(alpha.picture, Rounding::nearest);
  const cv::Rect crop = opaque_part(bytes, entity.alpha);
  return {foreground.picture.pixels()(crop), bytes.pixels()(crop), crop};
}

void require_one_size(const Entity& entity, cv::Size foreground, cv::Size alpha) {
  if (foreground == alpha) return;
  throw DataError(
      fmt::format("{} is {}x{} but {} is {}x{}", entity.alpha.string(), alpha.width, alpha.height,
                  entity.foreground.string(), foreground.width, foreground.height),
      "a foreground and its alpha have one size");
}

void require_room(const fs::path& background, cv::Size size) {
  if (std::min(size.width, size.height) >= kLeastSide) return;
  throw DataError(
      fmt::format("{} is {}x{}, too small for entities", background.string(), size.width,
                  size.height),
      fmt::format("take it out of the backgrounds, or choose a --size with sides from {} on",
                  kLeastSide));
}

cv::Rect opaque_part(const Alpha& alpha, const fs::path& file) {
  const cv::Mat& pixels = alpha.pixels();
  MBENCH_ASSERT(pixels.type() == CV_8UC1);
  if (cv::sum(pixels)[0] < 255 * kLeastOpaquePixels) {
    throw DataError(fmt::format("{} is clear, or all but clear: there is nothing of it to place",
                                file.string()),
                    "take the entity out of the list, or mend its alpha (white is opaque)");
  }
  const cv::Rect tight = cv::boundingRect(pixels);
  const cv::Rect wide(tight.x - kMargin, tight.y - kMargin, tight.width + 2 * kMargin,
                      tight.height + 2 * kMargin);
  return wide & cv::Rect({}, pixels.size());
}

cv::Mat in_small(const cv::Mat& alpha) {
  const double factor = std::min(1.0, double{kSmallSide} / std::max(alpha.cols, alpha.rows));
  return pillow_resize(alpha, {scaled_side(alpha.cols, factor), scaled_side(alpha.rows, factor)},
                       PillowFilter::bilinear);
}

cv::Mat canvas_from(const fs::path& file, cv::Size size, std::vector<std::string>& warnings) {
  const Read<Image> read = read_image(file);
  note(file, read.warnings, warnings);
  const cv::Mat& pixels = read.picture.pixels();
  if (size.empty()) size = pixels.size();
  require_room(file, size);
  const double factor = std::max(static_cast<double>(size.width) / pixels.cols,
                                 static_cast<double>(size.height) / pixels.rows);
  const cv::Size covering(std::max(size.width, scaled_side(pixels.cols, factor)),
                          std::max(size.height, scaled_side(pixels.rows, factor)));
  const cv::Mat resized = pillow_resize(pixels, covering, PillowFilter::bicubic);
  const cv::Point corner((covering.width - size.width) / 2, (covering.height - size.height) / 2);
  return resized(cv::Rect(corner, size));
}

}  // namespace mbench
