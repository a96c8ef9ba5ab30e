#include "synth/trimap_from_alpha.h"

#include <charconv>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace mbench {
namespace {

constexpr int kLargestEllipse = 511;
constexpr std::string_view kEllipse = "ellipse:";

/// The pixels of `alpha` that are exactly `bound` (in bytes or in opacity), as a mask of 0 and 255.
cv::Mat pixels_equal_to(const Alpha& alpha, double byte_bound, double opacity_bound) {
  cv::Mat mask;
  cv::compare(alpha.pixels(), alpha.is_bytes() ? byte_bound : opacity_bound, mask, cv::CMP_EQ);
  return mask;
}

}  // namespace

std::string TrimapRecipe::text() const { return fmt::format("{}{}", kEllipse, ellipse_px); }

TrimapRecipe parse_trimap_recipe(std::string_view text) {
  TrimapRecipe recipe;
  if (text.substr(0, kEllipse.size()) == kEllipse) {
    const std::string_view digits = text.substr(kEllipse.size());
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, recipe.ellipse_px);
    if (error == std::errc() && stop == end && recipe.ellipse_px >= 1 &&
        recipe.ellipse_px <= kLargestEllipse) {
      return recipe;
    }
  }
  throw UsageError(
      fmt::format("there is no trimap recipe '{}'", text),
      fmt::format("write ellipse:N with N from 1 to {}, as in ellipse:25", kLargestEllipse));
}

Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe) {
  if (recipe.ellipse_px < 1 || recipe.ellipse_px > kLargestEllipse) {
    throw UsageError(fmt::format("a trimap's ellipse of {} pixels is outside 1 to {}",
                                 recipe.ellipse_px, kLargestEllipse));
  }
  // OpenCV's ellipse is coarse and, for even sizes, lopsided; the field's trimaps are made
  // with it, so it is used as it is.
  const cv::Mat ellipse =
      cv::getStructuringElement(cv::MORPH_ELLIPSE, {recipe.ellipse_px, recipe.ellipse_px});
  cv::Mat foreground = pixels_equal_to(alpha, 255.0, 1.0);
  cv::Mat background = pixels_equal_to(alpha, 0.0, 0.0);
  cv::erode(foreground, foreground, ellipse);
  cv::erode(background, background, ellipse);
  cv::Mat trimap(alpha.size(), CV_8UC1, cv::Scalar(Trimap::kUnknown));
  trimap.setTo(Trimap::kForeground, foreground);
  trimap.setTo(Trimap::kBackground, background);
  return Trimap(trimap);
}

}  // namespace mbench
