#include "synth/ellipse_kernel.h"

#include "core/error.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace mbench {
namespace {

using Span = SpanKernel::Span;

bool holds(const Span& outer, const Span& inner) {
  return outer.left <= inner.left && outer.right >= inner.right;
}

/// The promises of SpanKernel.
bool grows_towards_the_pixel(const SpanKernel& kernel) {
  if (kernel.first_row > 0 || kernel.last_row() < 0) return false;
  const auto own = static_cast<std::size_t>(-kernel.first_row);
  if (!holds(kernel.rows[own], {0, 0})) return false;
  for (std::size_t i = 0; i + 1 < kernel.rows.size(); ++i) {
    const bool above = i < own;
    if (!holds(kernel.rows[above ? i + 1 : i], kernel.rows[above ? i : i + 1])) return false;
  }
  return true;
}

const Span* row_of(const SpanKernel& kernel, int row) {
  if (row < kernel.first_row || row > kernel.last_row()) return nullptr;
  return &kernel.rows[static_cast<std::size_t>(row - kernel.first_row)];
}

/// All sums of an offset of each in one row: one span, or none if there are gaps.
std::optional<Span> sums_in_row(const SpanKernel& first, const SpanKernel& then, int row) {
  std::vector<Span> spans;
  for (int y = first.first_row; y <= first.last_row(); ++y) {
    const Span* const one = row_of(first, y);
    const Span* const other = row_of(then, row - y);
    if (other != nullptr) spans.push_back({one->left + other->left, one->right + other->right});
  }
  std::sort(spans.begin(), spans.end(),
            [](const Span& one, const Span& other) { return one.left < other.left; });
  Span whole = spans.front();
  for (const Span& span : spans) {
    if (span.left > whole.right + 1) return std::nullopt;
    whole.right = std::max(whole.right, span.right);
  }
  return whole;
}

/// Whether `x`, `y` is the sum of a step of `then` and an offset of `first` such that the step
/// leads no further than the sum in either direction: a picture that holds the pixel and the
/// sum then holds the place between them, and its edge cuts neither.
bool is_reached_within(const SpanKernel& first, const SpanKernel& then, int x, int y) {
  for (int step = std::max(std::min(0, y), then.first_row);
       step <= std::min(std::max(0, y), then.last_row()); ++step) {
    const Span* const rest = row_of(first, y - step);
    if (rest == nullptr) continue;
    const Span* const steps = row_of(then, step);
    const int left = std::max({steps->left, std::min(0, x), x - rest->right});
    const int right = std::min({steps->right, std::max(0, x), x - rest->left});
    if (left <= right) return true;
  }
  return false;
}

}  // namespace

cv::Size SpanKernel::size() const {
  int left = 0;
  int right = 0;
  for (const Span& span : rows) {
    left = std::min(left, span.left);
    right = std::max(right, span.right);
  }
  return {right - left + 1, static_cast<int>(rows.size())};
}

SpanKernel ellipse_kernel(int size_px) {
  MBENCH_ASSERT(size_px >= 1 && size_px <= kLargestEllipsePx);
  const cv::Mat ellipse = cv::getStructuringElement(cv::MORPH_ELLIPSE, {size_px, size_px});
  const int anchor = size_px / 2;
  SpanKernel kernel;
  kernel.first_row = -anchor;
  for (int y = 0; y < size_px; ++y) {
    const std::uint8_t* const begin = ellipse.ptr(y);
    const std::uint8_t* const end = begin + size_px;
    const std::uint8_t* const left = std::find(begin, end, std::uint8_t{1});
    const std::uint8_t* const right = std::find(left, end, std::uint8_t{0});
    MBENCH_ASSERT(left != end && std::find(right, end, std::uint8_t{1}) == end);
    kernel.rows.push_back(
        {static_cast<int>(left - begin) - anchor, static_cast<int>(right - begin) - 1 - anchor});
  }
  MBENCH_ASSERT(grows_towards_the_pixel(kernel));
  return kernel;
}

std::optional<SpanKernel> combined(const SpanKernel& first, const SpanKernel& then) {
  SpanKernel sum;
  sum.first_row = first.first_row + then.first_row;
  const int last_row = first.last_row() + then.last_row();
  for (int y = sum.first_row; y <= last_row; ++y) {
    const std::optional<Span> span = sums_in_row(first, then, y);
    if (!span) return std::nullopt;
    for (int x = span->left; x <= span->right; ++x) {
      if (!is_reached_within(first, then, x, y)) return std::nullopt;
    }
    sum.rows.push_back(*span);
  }
  if (!grows_towards_the_pixel(sum)) return std::nullopt;
  return sum;
}

}  // namespace mbench
