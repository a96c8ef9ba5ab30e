#include "runners/networks/matte_fusion.h"

#include "core/error.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace mbench {
namespace {

constexpr double kTransparent = 1.0 / 255.0;
constexpr double kOpaque = 1 - 1.0 / 255.0;

/// Columns of one row of a kernel, both inside.
using Span = std::pair<int, int>;

cv::Mat kernel_of(const std::vector<Span>& rows) {
  const auto side = static_cast<int>(rows.size());
  cv::Mat kernel = cv::Mat::zeros(side, side, CV_8U);
  for (int row = 0; row < side; ++row) {
    const auto& [first, last] = rows[static_cast<std::size_t>(row)];
    kernel(cv::Rect(first, row, last - first + 1, 1)).setTo(1);
  }
  return kernel;
}

// OpenCV's ellipses of 5 and 10, written out, since later versions draw others.
cv::Mat small_ellipse() { return kernel_of({{2, 2}, {0, 4}, {0, 4}, {0, 4}, {2, 2}}); }
cv::Mat large_ellipse() {
  return kernel_of(
      {{5, 5}, {2, 8}, {1, 9}, {0, 9}, {0, 9}, {0, 9}, {0, 9}, {0, 9}, {1, 9}, {2, 8}});
}

/// The same memory; `set` is H x W and in C order.
cv::Mat bytes_of(const at::Tensor& set) {
  return cv::Mat(static_cast<int>(set.size(0)), static_cast<int>(set.size(1)), CV_8U,
                 set.data_ptr());
}

at::Tensor as_bytes(const at::Tensor& condition) { return condition.to(at::kByte).contiguous(); }

/// By the small ellipse; what lies outside the picture does not erode.
at::Tensor eroded(const at::Tensor& set) {
  at::Tensor result = at::empty_like(set);
  cv::Mat target = bytes_of(result);
  cv::erode(bytes_of(set), target, small_ellipse());
  return result;
}

at::Tensor dilated(const at::Tensor& set, const cv::Mat& kernel) {
  at::Tensor result = at::empty_like(set);
  cv::Mat target = bytes_of(result);
  cv::dilate(bytes_of(set), target, kernel);
  return result;
}

/// Where a finer map is asked: around what is half transparent.
at::Tensor band_of_alpha(const at::Tensor& alpha, const cv::Mat& kernel, bool two_side) {
  const at::Tensor not_opaque = alpha <= kOpaque;
  at::Tensor seen = alpha >= kTransparent;
  if (two_side) seen = seen.logical_and_(not_opaque);
  const at::Tensor wider = dilated(as_bytes(seen), kernel).to(at::kBool);
  return two_side ? wider : at::logical_and(wider, not_opaque);
}

/// Where the mask's edge is not to be trusted.
at::Tensor band_of_mask(const at::Tensor& mask, bool two_side) {
  const at::Tensor inside = as_bytes(mask > 0.5);
  const at::Tensor core = two_side ? eroded(inside) : inside;
  return at::logical_or(core, eroded(1 - inside)).logical_not_();
}

/// `alpha` within the mask's bounding box, the mask elsewhere. The box's last row and column
/// count as elsewhere: the authors slice up to them.
at::Tensor boxed(const at::Tensor& alpha, const at::Tensor& mask) {
  at::Tensor result = mask.clone();
  const cv::Rect box = cv::boundingRect(bytes_of(as_bytes(mask > 0.5)));
  const std::int64_t rows = std::max(0, box.height - 1);
  const std::int64_t columns = std::max(0, box.width - 1);
  const auto within = [&](const at::Tensor& map) {
    return map.narrow(0, box.y, rows).narrow(1, box.x, columns);
  };
  within(result).copy_(within(alpha));
  return result;
}

}  // namespace

MatteFusion parse_matte_fusion(const std::string& text) {
  std::string name = text;
  std::replace(name.begin(), name.end(), '_', '-');
  if (name.empty() || name == "postprocess") return MatteFusion::postprocess;
  if (name == "maskguide") return MatteFusion::mask_guide;
  if (name == "plain") return MatteFusion::plain;
  if (name == "postprocess-twoside") return MatteFusion::postprocess_two_side;
  if (name == "maskguide-twoside") return MatteFusion::mask_guide_two_side;
  if (name == "sam") return MatteFusion::mask;
  throw UsageError("Matting Anything has no fusion '" + text + "'",
                   "it has postprocess, maskguide, plain, postprocess-twoside, maskguide-twoside "
                   "and sam");
}

at::Tensor fused(const MatteMaps& maps, const at::Tensor& mask_map, MatteFusion how) {
  const at::Tensor mask = mask_map.squeeze(0).squeeze(0);
  if (how == MatteFusion::mask) return mask;
  const bool two_side =
      how == MatteFusion::postprocess_two_side || how == MatteFusion::mask_guide_two_side;
  const auto os = [](const at::Tensor& map) { return map.squeeze(0).squeeze(0); };
  at::Tensor alpha = os(maps.os8);
  if (how == MatteFusion::mask_guide || how == MatteFusion::mask_guide_two_side) {
    alpha = at::where(band_of_mask(mask, two_side), alpha, mask);
  } else if (how != MatteFusion::plain) {
    alpha = boxed(alpha, mask);
  }
  alpha = at::where(band_of_alpha(alpha, large_ellipse(), two_side), os(maps.os4), alpha);
  return at::where(band_of_alpha(alpha, small_ellipse(), two_side), os(maps.os1), alpha);
}

}  // namespace mbench
