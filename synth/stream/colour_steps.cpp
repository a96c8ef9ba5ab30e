#include "synth/stream/colour_steps.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace mbench {
namespace {

constexpr float kMiddle = 127;

/// Applies one function of a byte to each channel, with that channel's amount.
cv::Mat mapped_by_table(const cv::Mat& colour, const std::array<double, 3>& amounts,
                        const std::function<float(float, float)>& function) {
  cv::Mat table(1, 256, CV_8UC3);
  for (int level = 0; level < 256; ++level) {
    for (int channel = 0; channel < 3; ++channel) {
      const auto amount = static_cast<float>(amounts[static_cast<std::size_t>(channel)]);
      const float mapped = function(static_cast<float>(level), amount);
      table.at<cv::Vec3b>(0, level)[channel] =
          static_cast<std::uint8_t>(std::clamp(mapped, 0.0F, 255.0F));
    }
  }
  cv::Mat result;
  cv::LUT(colour, table, result);
  return result;
}

float contrast_of(float level, float factor) { return kMiddle + factor * (level - kMiddle); }

cv::Mat with_hue_and_saturation(const cv::Mat& colour, int levels) {
  // OpenCV's bytes of hue are half degrees; the fraction of a turn is cut, not rounded.
  const int turn = static_cast<int>(static_cast<float>(levels) / 255.0F * 180.0F);
  cv::Mat table(1, 256, CV_8UC3);
  for (int level = 0; level < 256; ++level) {
    table.at<cv::Vec3b>(0, level) = {static_cast<std::uint8_t>((level + turn + 360) % 180),
                                     static_cast<std::uint8_t>(std::clamp(level + levels, 0, 255)),
                                     static_cast<std::uint8_t>(level)};
  }
  cv::Mat result;
  cv::cvtColor(colour, result, cv::COLOR_RGB2HSV);
  cv::LUT(result, table, result);
  cv::cvtColor(result, result, cv::COLOR_HSV2RGB);
  return result;
}

cv::Mat with_colour_change(const cv::Mat& colour, const DrawnColourChange& drawn) {
  switch (drawn.change) {
    case ColourChange::gamma:
      return mapped_by_table(colour, drawn.amounts, [](float level, float gamma) {
        return std::pow(level / 255.0F, gamma) * 255.0F;
      });
    case ColourChange::brightness:
      return mapped_by_table(colour, drawn.amounts, std::plus<float>());
    case ColourChange::gain:
      return mapped_by_table(colour, drawn.amounts, std::multiplies<float>());
    case ColourChange::contrast:
      return mapped_by_table(colour, drawn.amounts, contrast_of);
    case ColourChange::hue_and_saturation:
      return with_hue_and_saturation(colour, static_cast<int>(drawn.amounts[0]));
  }
  return colour;
}

/// Three draws, or one three times.
std::array<double, 3> drawn_amounts(bool each, const std::function<double()>& draw) {
  const double first = draw();
  if (!each) return {first, first, first};
  const double second = draw();
  return {first, second, draw()};
}

DrawnColourChange draw_change(ColourChange change, const ColourSteps& steps, Random& random) {
  const bool each = change == ColourChange::gamma || (change != ColourChange::hue_and_saturation &&
                                                      random.chance(steps.per_channel_probability));
  return {change, drawn_amounts(each, [&]() -> double {
            switch (change) {
              case ColourChange::gamma:
                return random.uniform(steps.gamma.low, steps.gamma.high);
              case ColourChange::brightness:
                return random.integer(-steps.brightness, steps.brightness);
              case ColourChange::hue_and_saturation:
                return random.integer(-steps.hue_levels, steps.hue_levels);
              case ColourChange::gain:
                return random.uniform(steps.gain.low, steps.gain.high);
              case ColourChange::contrast:
                return random.uniform(steps.contrast.low, steps.contrast.high);
            }
            return 0;
          })};
}

}  // namespace

std::vector<DrawnColourChange> draw_colour_changes(const ColourSteps& steps, Random& random) {
  std::array changes{ColourChange::gamma, ColourChange::brightness,
                     ColourChange::hue_and_saturation, ColourChange::gain, ColourChange::contrast};
  std::vector<DrawnColourChange> drawn;
  if (!steps.used) return drawn;
  const std::size_t count = random.below(changes.size() + 1);
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(changes[i], changes[i + random.below(changes.size() - i)]);
    drawn.push_back(draw_change(changes[i], steps, random));
  }
  return drawn;
}

cv::Mat with_colour_changes(const cv::Mat& colour, const std::vector<DrawnColourChange>& changes) {
  cv::Mat result = colour;
  for (const DrawnColourChange& drawn : changes) result = with_colour_change(result, drawn);
  return result;
}

cv::Mat with_contrast(const cv::Mat& pixels, double factor) {
  return mapped_by_table(pixels, {factor, factor, factor}, contrast_of);
}

}  // namespace mbench
