#include "synth/stream/unknown_crop.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "core/image.h"

namespace mbench {
namespace {

constexpr int kFewestUnknown = 10;

/// One of the unknown pixels, each with the same chance; none if there are less than `fewest`.
std::optional<cv::Point> draw_unknown(const cv::Mat& trimap, int fewest, Random& random) {
  const int count = trimap.empty() ? 0 : cv::countNonZero(trimap == Trimap::kUnknown);
  if (count < fewest) return std::nullopt;
  std::size_t left = random.below(static_cast<std::size_t>(count));
  for (int y = 0; y < trimap.rows; ++y) {
    const std::uint8_t* const row = trimap.ptr(y);
    const auto here =
        static_cast<std::size_t>(std::count(row, row + trimap.cols, Trimap::kUnknown));
    if (left >= here) {
      left -= here;
      continue;
    }
    for (int x = 0;; ++x) {
      if (row[x] == Trimap::kUnknown && left-- == 0) return cv::Point(x, y);
    }
  }
  return std::nullopt;
}

cv::Point draw_corner(cv::Size within, cv::Size part, Random& random) {
  const int x = random.integer(0, within.width - part.width);
  return {x, random.integer(0, within.height - part.height)};
}

/// The top-left corner of a crop around an unknown pixel. The map is a quarter of the size, as
/// upstream has it, and leaves a margin of half a crop at each side.
std::optional<cv::Point> centred_corner(const cv::Mat& trimap, int crop_px, Random& random) {
  const cv::Size size = trimap.size();
  const int margin = crop_px / 2;
  const cv::Mat map = resized(trimap, {size.width / 4, size.height / 4}, Interpolation::nearest);
  const cv::Rect inner(cv::Point(margin / 4, margin / 4),
                       cv::Point((size.width - margin) / 4, (size.height - margin) / 4));
  const auto found = draw_unknown(map(inner), kFewestUnknown, random);
  if (!found) return std::nullopt;
  return *found * 4;
}

/// Upstream makes the shorter side 1.1 times the crop.
cv::Size enlarged_by_tenth(cv::Size size, int crop_px) {
  if (std::min(size.width, size.height) > crop_px) return size;
  const double ratio = 1.1 * crop_px / std::min(size.width, size.height);
  return {static_cast<int>(size.width * ratio), static_cast<int>(size.height * ratio)};
}

/// At least `side` pixels along both sides, of the same shape.
cv::Size enlarged_to(cv::Size size, int side) {
  const double ratio = std::max(double(side) / size.height, double(side) / size.width);
  if (ratio <= 1) return size;
  return {std::max(static_cast<int>(size.width * ratio), side),
          std::max(static_cast<int>(size.height * ratio), side)};
}

cv::Mat padded(const cv::Mat& pixels, const CropPlan& plan) {
  if (plan.top_px + plan.bottom_px + plan.left_px + plan.right_px == 0) return pixels;
  cv::Mat result;
  cv::copyMakeBorder(pixels, result, plan.top_px, plan.bottom_px, plan.left_px, plan.right_px,
                     cv::BORDER_REFLECT);
  return result;
}

/// The trimap as it is when it is cut.
cv::Mat prepared(const cv::Mat& trimap, const CropPlan& plan) {
  return padded(resized(trimap, plan.enlarged, Interpolation::nearest), plan);
}

void draw_reflection(const CropStep& step, cv::Size size, int crop_px, CropPlan& plan,
                     Random& random) {
  const cv::Size wanted = enlarged_to(size, crop_px);
  plan.enlarged = wanted;
  const bool enlarges = random.chance(step.enlarge_probability);
  const bool above = random.chance(0.5);
  const bool before = random.chance(0.5);
  if (!enlarges) {
    plan.enlarged = size;
    (above ? plan.top_px : plan.bottom_px) = wanted.height - size.height;
    (before ? plan.left_px : plan.right_px) = wanted.width - size.width;
  }
  if (random.chance(step.border_probability)) {
    for (int* const side : {&plan.top_px, &plan.bottom_px, &plan.left_px, &plan.right_px}) {
      *side += step.border_px;
    }
  }
}

void draw_centred(const cv::Mat& trimap, int crop_px, CropPlan& plan, Random& random) {
  const cv::Size part(crop_px, crop_px);
  const std::optional<cv::Point> corner = centred_corner(trimap, crop_px, random);
  plan.around_unknown = corner.has_value();
  plan.rectangle = {corner ? *corner : draw_corner(trimap.size(), part, random), part};
}

void draw_cornered(const CropStep& step, const cv::Mat& trimap, int crop_px, CropPlan& plan,
                   Random& random) {
  const cv::Size size = trimap.size();
  const int drawn = crop_px * step.factors[random.below(step.factors.size())];
  const int side = drawn < std::min(size.width, size.height) ? drawn : crop_px;
  const cv::Size part(side, side);
  std::optional<cv::Point> corner;
  if (random.chance(step.unknown_probability)) {
    corner = draw_unknown(trimap({0, 0, size.width - side, size.height - side}), 1, random);
  }
  plan.around_unknown = corner.has_value();
  plan.rectangle = {corner ? *corner : draw_corner(size, part, random), part};
}

}  // namespace

bool CropPlan::is_plain(cv::Size size) const {
  return enlarged == size && top_px + bottom_px + left_px + right_px == 0;
}

cv::Size size_before_crop(const CropStep& step, cv::Size size, int crop_px) {
  switch (step.rule) {
    case CropRule::centred:
      return enlarged_by_tenth(size, crop_px);
    case CropRule::centred_reflecting: {
      const cv::Size wanted = enlarged_to(size, crop_px);
      return {wanted.width + 2 * step.border_px, wanted.height + 2 * step.border_px};
    }
    case CropRule::cornered:
      return enlarged_to(size, crop_px + 1);
  }
  throw InternalError("a crop has no rule");
}

CropPlan draw_crop(const CropStep& step, const cv::Mat& trimap, int crop_px, Random& random) {
  MBENCH_ASSERT(crop_px >= kLeastCropPx);
  CropPlan plan;
  plan.interpolation = draw_interpolations(step.interpolation, random);
  plan.output = {crop_px, crop_px};
  if (step.rule == CropRule::centred_reflecting) {
    draw_reflection(step, trimap.size(), crop_px, plan, random);
  } else {
    plan.enlarged = size_before_crop(step, trimap.size(), crop_px);
  }
  const cv::Mat before = prepared(trimap, plan);
  if (step.rule == CropRule::cornered) {
    draw_cornered(step, before, crop_px, plan, random);
  } else {
    draw_centred(before, crop_px, plan, random);
  }
  // Upstream shows a picture without anything unknown whole.
  if (step.rule == CropRule::centred && cv::countNonZero(trimap == Trimap::kUnknown) == 0) {
    plan.rectangle = {{}, plan.enlarged};
  }
  plan.flipped = random.chance(step.flip_probability);
  return plan;
}

cv::Mat finish_cut(const cv::Mat& pixels, const CropPlan& plan, Interpolation interpolation) {
  cv::Mat result = resized(pixels, plan.output, interpolation);
  if (plan.flipped) cv::flip(result, result, 1);
  return result;
}

cv::Mat cut(const cv::Mat& pixels, const CropPlan& plan, Interpolation interpolation) {
  const cv::Mat before = padded(resized(pixels, plan.enlarged, interpolation), plan);
  return finish_cut(before(plan.rectangle).clone(), plan, interpolation);
}

}  // namespace mbench
