#include "synth/foreground_multilevel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/foreground_level.h"

namespace mbench {
namespace {

/// The mean colour of some pixels, summed in float and in reading order as the reference does,
/// which for large pictures is not the exact mean.
class MeanColour {
 public:
  void add(const std::uint8_t* colour) {
    for (std::size_t c = 0; c < 3; ++c) sums_[c] += static_cast<float>(colour[c]) / 255.0F;
    ++count_;
  }
  void write(float* to) const {
    const double divisor = static_cast<double>(count_) + 1e-5;
    for (std::size_t c = 0; c < 3; ++c) {
      to[c] = static_cast<float>(static_cast<double>(sums_[c]) / divisor);
    }
  }

 private:
  std::array<float, 3> sums_{};
  std::int64_t count_ = 0;
};

/// One pixel: the mean colours where the picture is nearly opaque and nearly clear.
cv::Mat start_colours(const Image& image, const Alpha& alpha) {
  MeanColour foreground;
  MeanColour background;
  for (int y = 0; y < image.size().height; ++y) {
    const std::uint8_t* const colours = image.pixels().ptr(y);
    const std::uint8_t* const bytes = alpha.pixels().ptr(y);
    const float* const floats = alpha.is_bytes() ? nullptr : alpha.pixels().ptr<float>(y);
    for (int x = 0; x < image.size().width; ++x) {
      const float opacity = floats == nullptr ? static_cast<float>(bytes[x]) / 255.0F : floats[x];
      if (static_cast<double>(opacity) > 0.9) foreground.add(colours + 3 * x);
      if (static_cast<double>(opacity) < 0.1) background.add(colours + 3 * x);
    }
  }
  cv::Mat start(1, 1, CV_32FC(6));
  foreground.write(start.ptr<float>());
  background.write(start.ptr<float>() + 3);
  return start;
}

LayerSink store_in(cv::Mat& colours) {
  return [&colours](const LayerPiece& piece) {
    float* to = colours.ptr<float>(piece.row) + 6 * piece.column;
    for (int i = 0; i < piece.count; ++i, to += 6) {
      const float* const pixel = piece.values + LayerPiece::kStride * i;
      for (int c = 0; c < 3; ++c) {
        to[c] = pixel[c];
        to[3 + c] = pixel[4 + c];
      }
    }
  };
}

int level_side(int side, int level, int levels) {
  if (levels == 0) return side;
  const double share = static_cast<double>(level) / levels;
  return static_cast<int>(std::nearbyint(std::pow(static_cast<double>(side), share)));
}

}  // namespace

void MultilevelOptions::check() const {
  const auto is_weight = [](double value) { return std::isfinite(value) && value >= 0; };
  if (!is_weight(regularization) || static_cast<float>(regularization) <= 0) {
    throw UsageError(fmt::format("a regularization of {} is not positive", regularization),
                     "the usual one is 1e-5");
  }
  if (!is_weight(gradient_weight)) {
    throw UsageError(fmt::format("a gradient weight of {} is negative", gradient_weight),
                     "the usual one is 1");
  }
  if (small_iterations < 1 || large_iterations < 1) {
    throw UsageError("every level needs an iteration", "usual are 10 for small ones, else 2");
  }
  if (small_size_px < 0) {
    throw UsageError(fmt::format("a small size of {} is negative", small_size_px));
  }
}

cv::Size foreground_level_size(cv::Size size, int level, int levels) {
  return {level_side(size.width, level, levels), level_side(size.height, level, levels)};
}

void multilevel_layers(const Image& image, const Alpha& alpha, const MultilevelOptions& options,
                       ThreadTeam& team, const LayerSink& sink) {
  const cv::Size size = image.size();
  if (alpha.size() != size) {
    throw DataError(fmt::format("the image is {}x{} but its alpha is {}x{}", size.width,
                                size.height, alpha.size().width, alpha.size().height));
  }
  const int levels = static_cast<int>(std::ceil(std::log2(std::max(size.width, size.height))));
  const NeighbourPull pull{static_cast<float>(options.regularization),
                           static_cast<float>(options.gradient_weight)};
  cv::Mat coarser = start_colours(image, alpha);
  for (int i = 0; i <= levels; ++i) {
    const cv::Size part = foreground_level_size(size, i, levels);
    const bool small = std::max(part.width, part.height) <= options.small_size_px;
    const ForegroundLevel level{
        image, alpha, part, coarser, small ? options.small_iterations : options.large_iterations,
        pull};
    if (i == levels) {
      sweep_level(level, team, sink);
      return;
    }
    cv::Mat colours = new_pixels(part, CV_32FC(6));
    sweep_level(level, team, store_in(colours));
    coarser = colours;
  }
}

}  // namespace mbench
