#pragma once

#include <opencv2/core/types.hpp>

#include <optional>
#include <vector>

namespace mbench {

/// The largest ellipse of a trimap recipe.
inline constexpr int kLargestEllipsePx = 511;

/// Which neighbours of a pixel a kernel covers, row by row around the pixel itself.
///
/// Row `first_row + i` below the pixel covers the offsets rows[i].left to rows[i].right, both
/// included. Every row towards the pixel's own covers at least what its outer neighbour does,
/// and the pixel's own row covers the pixel: the two promises that `eroded` rests on.
struct SpanKernel {
  struct Span {
    int left = 0;
    int right = 0;
    bool operator==(const Span&) const = default;
  };
  int first_row = 0;
  std::vector<Span> rows;

  int last_row() const { return first_row + static_cast<int>(rows.size()) - 1; }
  /// Columns and rows that it covers at most.
  cv::Size size() const;
};

/// OpenCV's elliptic kernel of this size, cv::getStructuringElement(cv::MORPH_ELLIPSE), around
/// its default anchor: coarse, and lopsided for even sizes. 1 to kLargestEllipsePx.
SpanKernel ellipse_kernel(int size_px);

/// The kernel whose one erosion equals an erosion by `first` and then one by `then` in every
/// picture, at the picture's edge as well; none if no single kernel does.
std::optional<SpanKernel> combined(const SpanKernel& first, const SpanKernel& then);

}  // namespace mbench
