#include "synth/scene/layers.h"

#include <array>
#include <cstdint>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"

namespace mbench {
namespace {

using Wide = std::uint64_t;
/// 255 to this power times 255 still fits into 64 bits.
static_assert(kMostLayers <= 6);

constexpr std::array<Wide, kMostLayers + 1> powers_of_255() {
  std::array<Wide, kMostLayers + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 255;
  return powers;
}
constexpr auto kPowers = powers_of_255();

cv::Rect rect_of(const SceneLayer& layer) { return {layer.place, layer.alpha.size()}; }

/// The quotient to the nearest whole number. There is no tie: the divisor is odd.
std::uint8_t nearest(Wide numerator, std::size_t factors) {
  if (factors == 0) return static_cast<std::uint8_t>(numerator);
  if (factors == 1) return static_cast<std::uint8_t>((numerator + 127) / 255);
  return static_cast<std::uint8_t>((numerator + kPowers[factors] / 2) / kPowers[factors]);
}

/// A row of exact fractions, each a whole number over 255 to some power.
struct Fraction {
  std::array<Wide, 3> numerators;
  std::size_t factors;
};

/// The layer's part of row y lies over what is there already.
void lay_over(const SceneLayer& layer, const cv::Rect& part, int y, std::vector<Fraction>& row) {
  const std::uint8_t* alpha = layer.alpha.ptr(y - layer.place.y, part.x - layer.place.x);
  const std::uint8_t* colour = layer.foreground.ptr(y - layer.place.y, part.x - layer.place.x);
  for (int x = part.x; x < part.x + part.width; ++x, ++alpha, colour += 3) {
    if (*alpha == 0) continue;
    Fraction& pixel = row[static_cast<std::size_t>(x)];
    if (*alpha == 255) {
      pixel = {{colour[0], colour[1], colour[2]}, 0};
      continue;
    }
    const Wide weight = Wide{*alpha} * kPowers[pixel.factors];
    const Wide rest = 255U - *alpha;
    for (std::size_t i = 0; i < 3; ++i) {
      pixel.numerators[i] = weight * colour[i] + rest * pixel.numerators[i];
    }
    ++pixel.factors;
  }
}

/// The layer hides what it lies over, as far as it is opaque.
void hide_below(const SceneLayer& layer, const cv::Rect& part, int y, int first_x,
                std::vector<Fraction>& row) {
  const std::uint8_t* alpha = layer.alpha.ptr(y - layer.place.y, part.x - layer.place.x);
  for (int x = part.x; x < part.x + part.width; ++x, ++alpha) {
    Fraction& pixel = row[static_cast<std::size_t>(x - first_x)];
    if (*alpha == 0 || pixel.numerators[0] == 0) continue;
    pixel.numerators[0] *= 255U - *alpha;
    ++pixel.factors;
  }
}

void check(const std::vector<SceneLayer>& layers) {
  MBENCH_ASSERT(layers.size() <= kMostLayers);
  for (const SceneLayer& layer : layers) MBENCH_ASSERT(layer.alpha.type() == CV_8UC1);
}

/// Row y of layer k as it is seen.
void visible_row(const std::vector<SceneLayer>& layers, std::size_t k, const cv::Rect& shown, int y,
                 std::vector<Fraction>& row, std::uint8_t* to) {
  const SceneLayer& layer = layers[k];
  const std::uint8_t* const alpha = layer.alpha.ptr(y - layer.place.y, shown.x - layer.place.x);
  for (int x = 0; x < shown.width; ++x) row[static_cast<std::size_t>(x)] = {{alpha[x], 0, 0}, 0};
  const cv::Rect line(shown.x, y, shown.width, 1);
  for (std::size_t j = k + 1; j < layers.size(); ++j) {
    const cv::Rect part = line & rect_of(layers[j]);
    if (!part.empty()) hide_below(layers[j], part, y, shown.x, row);
  }
  for (int x = 0; x < shown.width; ++x) {
    const Fraction& pixel = row[static_cast<std::size_t>(x)];
    to[shown.x + x] = nearest(pixel.numerators[0], pixel.factors);
  }
}

}  // namespace

cv::Mat flatten(const cv::Mat& background, const std::vector<SceneLayer>& layers) {
  check(layers);
  MBENCH_ASSERT(background.type() == CV_8UC3);
  for (const SceneLayer& layer : layers) {
    MBENCH_ASSERT(layer.foreground.type() == CV_8UC3 &&
                  layer.foreground.size() == layer.alpha.size());
  }
  cv::Mat flat = new_pixels(background.size(), CV_8UC3);
  std::vector<Fraction> row(static_cast<std::size_t>(flat.cols));
  for (int y = 0; y < flat.rows; ++y) {
    const std::uint8_t* from = background.ptr(y);
    for (Fraction& pixel : row) {
      pixel = {{from[0], from[1], from[2]}, 0};
      from += 3;
    }
    const cv::Rect line(0, y, flat.cols, 1);
    for (const SceneLayer& layer : layers) {
      const cv::Rect part = line & rect_of(layer);
      if (!part.empty()) lay_over(layer, part, y, row);
    }
    std::uint8_t* to = flat.ptr(y);
    for (const Fraction& pixel : row) {
      for (const Wide numerator : pixel.numerators) *to++ = nearest(numerator, pixel.factors);
    }
  }
  return flat;
}

std::vector<cv::Mat> visible_alphas(cv::Size canvas, const std::vector<SceneLayer>& layers) {
  check(layers);
  std::vector<cv::Mat> visible;
  std::vector<Fraction> row(static_cast<std::size_t>(canvas.width));
  for (std::size_t k = 0; k < layers.size(); ++k) {
    cv::Mat seen = new_pixels(canvas, CV_8UC1);
    seen.setTo(0);
    const cv::Rect shown = rect_of(layers[k]) & cv::Rect({}, canvas);
    for (int y = shown.y; y < shown.y + shown.height; ++y) {
      visible_row(layers, k, shown, y, row, seen.ptr(y));
    }
    visible.push_back(std::move(seen));
  }
  return visible;
}

double covered_share(const SceneLayer& layer, const cv::Mat& visible_other) {
  MBENCH_ASSERT(layer.alpha.type() == CV_8UC1 && visible_other.type() == CV_8UC1);
  Wide all = 0;
  for (int y = 0; y < layer.alpha.rows; ++y) {
    const std::uint8_t* const alpha = layer.alpha.ptr(y);
    for (int x = 0; x < layer.alpha.cols; ++x) all += alpha[x];
  }
  const cv::Rect common = rect_of(layer) & cv::Rect({}, visible_other.size());
  Wide both = 0;
  for (int y = common.y; y < common.y + common.height; ++y) {
    const std::uint8_t* const own = layer.alpha.ptr(y - layer.place.y, common.x - layer.place.x);
    const std::uint8_t* const other = visible_other.ptr(y, common.x);
    for (int x = 0; x < common.width; ++x) both += std::uint32_t{own[x]} * other[x];
  }
  return all == 0 ? 0.0 : static_cast<double>(both) / (255.0 * static_cast<double>(all));
}

}  // namespace mbench
