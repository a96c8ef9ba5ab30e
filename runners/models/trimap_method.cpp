#include "runners/models/trimap_method.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/core.hpp>

namespace mbench {
namespace {

const Trimap& checked_trimap(const std::string& name, const MattingInput& input) {
  if (!input.trimap) {
    throw ModelError(fmt::format("{} cannot work: the image has no trimap", name));
  }
  const Image& image = input.image;
  const Trimap& trimap = *input.trimap;
  if (image.size() != trimap.size()) {
    throw ModelError(fmt::format("{} cannot work: the image is {}x{} but its trimap is {}x{}", name,
                                 image.size().width, image.size().height, trimap.size().width,
                                 trimap.size().height));
  }
  if (const auto others = trimap.off_values(); others > 0) {
    throw ModelError(
        fmt::format("{} cannot work: {} pixels of the trimap are none of 0, 128 and 255", name,
                    others),
        "bring the trimap to the three values first");
  }
  return trimap;
}

/// `solved` clipped to 0..1 where the trimap is unknown, the trimap's value elsewhere.
cv::Mat merged(const std::string& name, const cv::Mat& solved, const Trimap& trimap) {
  MBENCH_ASSERT(solved.type() == CV_32FC1 && solved.size() == trimap.size());
  cv::Mat opacity = trimap_opacity(trimap);
  for (int y = 0; y < opacity.rows; ++y) {
    const auto* known = trimap.pixels().ptr<std::uint8_t>(y);
    const auto* from = solved.ptr<float>(y);
    auto* to = opacity.ptr<float>(y);
    for (int x = 0; x < opacity.cols; ++x) {
      if (known[x] != Trimap::kUnknown) continue;
      if (!std::isfinite(from[x])) {
        throw ModelError(
            fmt::format("{} found no opacity for the pixel at column {}, row {}", name, x, y));
      }
      to[x] = std::clamp(from[x], 0.0F, 1.0F);
    }
  }
  return opacity;
}

}  // namespace

Alpha TrimapMethod::matte(const MattingInput& input) {
  const Trimap& trimap = checked_trimap(name_, input);
  const std::int64_t unknown = trimap.unknown_pixels();
  if (unknown == 0) return Alpha(trimap_opacity(trimap));
  if (needs_known_ && unknown == static_cast<std::int64_t>(trimap.pixels().total())) {
    throw ModelError(fmt::format("{} cannot work: every pixel of the trimap is unknown", name_),
                     "mark some pixels as foreground (255) or background (0)");
  }
  return Alpha(merged(name_, solve(input.image, trimap), trimap));
}

cv::Mat trimap_opacity(const Trimap& trimap) {
  cv::Mat opacity(trimap.size(), CV_32FC1);
  for (int y = 0; y < opacity.rows; ++y) {
    const auto* known = trimap.pixels().ptr<std::uint8_t>(y);
    auto* to = opacity.ptr<float>(y);
    std::transform(known, known + opacity.cols, to, [](std::uint8_t value) {
      if (value == Trimap::kBackground) return 0.0F;
      return value == Trimap::kForeground ? 1.0F : 0.5F;
    });
  }
  return opacity;
}

}  // namespace mbench
