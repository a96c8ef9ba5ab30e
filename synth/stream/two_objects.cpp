#include "synth/stream/two_objects.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"

namespace mbench {
namespace {

/// `pixels` with their top-left corner at `corner` of a canvas; black and clear elsewhere.
cv::Mat on_canvas(const cv::Mat& pixels, cv::Size canvas, cv::Point corner) {
  if (corner == cv::Point() && pixels.size() == canvas) return pixels;
  cv::Mat result = cv::Mat::zeros(canvas, pixels.type());
  const cv::Rect seen = cv::Rect(corner, pixels.size()) & cv::Rect({}, canvas);
  if (!seen.empty()) pixels(seen - corner).copyTo(result(seen));
  return result;
}

cv::Mat as_opacity(const cv::Mat& alpha) {
  if (alpha.depth() == CV_32F) return alpha;
  cv::Mat opacity = new_pixels(alpha.size(), CV_32FC1);
  for (int y = 0; y < alpha.rows; ++y) {
    std::transform(alpha.ptr(y), alpha.ptr(y) + alpha.cols, opacity.ptr<float>(y),
                   [](std::uint8_t value) { return static_cast<float>(value) / 255.0F; });
  }
  return opacity;
}

/// Clipped to bytes without rounding.
std::uint8_t cut(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F)); }

cv::Mat joined_opacity(const cv::Mat& first, const cv::Mat& second) {
  cv::Mat joined = new_pixels(first.size(), CV_32FC1);
  for (int y = 0; y < joined.rows; ++y) {
    const auto* const a = first.ptr<float>(y);
    const auto* const b = second.ptr<float>(y);
    auto* const to = joined.ptr<float>(y);
    for (int x = 0; x < joined.cols; ++x) to[x] = 1.0F - (1.0F - a[x]) * (1.0F - b[x]);
  }
  return joined;
}

cv::Mat joined_colour(const cv::Mat& first, const cv::Mat& second, const cv::Mat& opacity) {
  cv::Mat joined = new_pixels(first.size(), CV_8UC3);
  for (int y = 0; y < joined.rows; ++y) {
    const std::uint8_t* from = first.ptr(y);
    const std::uint8_t* other = second.ptr(y);
    const auto* const a = opacity.ptr<float>(y);
    std::uint8_t* to = joined.ptr(y);
    for (int x = 0; x < joined.cols; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        *to++ =
            cut(static_cast<float>(*from++) * a[x] + static_cast<float>(*other++) * (1.0F - a[x]));
      }
    }
  }
  return joined;
}

cv::Mat cut_to_bytes(const cv::Mat& opacity) {
  cv::Mat bytes = new_pixels(opacity.size(), CV_8UC1);
  for (int y = 0; y < bytes.rows; ++y) {
    const auto* const from = opacity.ptr<float>(y);
    std::transform(from, from + bytes.cols, bytes.ptr(y),
                   [](float value) { return cut(value * 255.0F); });
  }
  return bytes;
}

bool any_below_one(const cv::Mat& opacity) {
  double lowest = 1;
  cv::minMaxLoc(opacity, &lowest);
  return lowest < 1;
}

/// 75 to 100 % of each side, at least a pixel, in the middle of the canvas.
cv::Rect smaller_place(cv::Size canvas, Random& random) {
  const auto side = [&](int whole) { return random.integer(std::max(1, whole / 4 * 3), whole); };
  const cv::Size size(side(canvas.width), side(canvas.height));
  return {cv::Point((canvas.width - size.width) / 2, (canvas.height - size.height) / 2), size};
}

}  // namespace

TwoObjectPlan draw_two_objects(const SecondObjectStep& step, cv::Size canvas, Random& random) {
  MBENCH_ASSERT(!step.placements.empty());
  TwoObjectPlan plan;
  plan.placement = step.placements[random.below(step.placements.size())];
  plan.interpolation = draw_interpolations(step.interpolation, random);
  plan.second = {{}, canvas};
  switch (plan.placement) {
    case SecondPlacement::same:
      break;
    case SecondPlacement::smaller:
      plan.second = smaller_place(canvas, random);
      break;
    case SecondPlacement::smaller_left:
      plan.first_shift_px = random.integer(2, canvas.width / 16 + 2);
      plan.second = smaller_place(canvas, random) - cv::Point(plan.first_shift_px, 0);
      break;
    case SecondPlacement::stretched_right:
      plan.first_shift_px = -random.integer(2, std::max(2, canvas.width / 16));
      plan.second.x = -plan.first_shift_px;
      break;
  }
  return plan;
}

std::optional<Layer> two_objects(const Layer& first, const Layer& second,
                                 const TwoObjectPlan& plan) {
  const cv::Size canvas = first.colour.size();
  const cv::Point corner(plan.first_shift_px, 0);
  const cv::Mat second_alpha = resized(second.alpha, plan.second.size(), plan.interpolation.alpha);
  const cv::Mat a1 = as_opacity(on_canvas(first.alpha, canvas, corner));
  const cv::Mat a2 = as_opacity(on_canvas(second_alpha, canvas, plan.second.tl()));
  const cv::Mat opacity = joined_opacity(a1, a2);
  if (!any_below_one(opacity)) return std::nullopt;
  const cv::Mat second_colour =
      resized(second.colour, plan.second.size(), plan.interpolation.colour);
  return Layer{joined_colour(on_canvas(first.colour, canvas, corner),
                             on_canvas(second_colour, canvas, plan.second.tl()), a1),
               first.alpha.depth() == CV_8U ? cut_to_bytes(opacity) : opacity};
}

}  // namespace mbench
