#include "synth/near_pixels.h"

#include <algorithm>
#include <cstddef>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"

namespace mbench {
namespace {

constexpr int kBlockColumns = 512;

/// For columns [first, end): down, then up.
void measure_columns(const cv::Mat& pixels, std::uint8_t value, int far, cv::Range columns,
                     cv::Mat& vertical) {
  const auto next = [far](int distance) {
    return static_cast<std::uint16_t>(std::min(distance + 1, far));
  };
  for (int y = 0; y < pixels.rows; ++y) {
    const std::uint8_t* const from = pixels.ptr(y);
    std::uint16_t* const to = vertical.ptr<std::uint16_t>(y);
    const std::uint16_t* const above = y == 0 ? nullptr : vertical.ptr<std::uint16_t>(y - 1);
    for (int x = columns.start; x < columns.end; ++x) {
      const std::uint16_t passed =
          above == nullptr ? static_cast<std::uint16_t>(far) : next(above[x]);
      to[x] = from[x] == value ? std::uint16_t{0} : passed;
    }
  }
  for (int y = pixels.rows - 2; y >= 0; --y) {
    std::uint16_t* const to = vertical.ptr<std::uint16_t>(y);
    const std::uint16_t* const below = vertical.ptr<std::uint16_t>(y + 1);
    for (int x = columns.start; x < columns.end; ++x) to[x] = std::min(to[x], next(below[x]));
  }
}

/// A column whose nearest pixel is the nearest of all from column `from` on.
struct Reign {
  std::int64_t column;
  std::int64_t height_squared;
  std::int64_t from;
  std::int64_t squared(std::int64_t x) const {
    return (x - column) * (x - column) + height_squared;
  }
};

/// The last column that is no nearer to `right` than to `left`.
std::int64_t border(const Reign& left, const Reign& right) {
  return (right.column * right.column - left.column * left.column + right.height_squared -
          left.height_squared) /
         (2 * (right.column - left.column));
}

}  // namespace

NearPixels::NearPixels(const cv::Mat& pixels, std::uint8_t value, int radius_px)
    : radius_px_(radius_px) {
  MBENCH_ASSERT(pixels.type() == CV_8UC1 && radius_px >= 1 && radius_px <= kLargestRadius);
  vertical_ = new_pixels(pixels.size(), CV_16UC1);
  const int blocks = (pixels.cols + kBlockColumns - 1) / kBlockColumns;
  cv::parallel_for_({0, blocks}, [&](const cv::Range& range) {
    for (int block = range.start; block < range.end; ++block) {
      const int first = block * kBlockColumns;
      measure_columns(pixels, value, radius_px + 1,
                      {first, std::min(first + kBlockColumns, pixels.cols)}, vertical_);
    }
  });
}

std::vector<int> NearPixels::squared_distances(int y) const {
  const std::uint16_t* const heights = vertical_.ptr<std::uint16_t>(y);
  const int columns = vertical_.cols;
  std::vector<Reign> reigns;
  for (int x = 0; x < columns; ++x) {
    if (heights[x] > radius_px_) continue;
    Reign reign{x, std::int64_t{heights[x]} * heights[x], 0};
    while (!reigns.empty() &&
           reigns.back().squared(reigns.back().from) > reign.squared(reigns.back().from)) {
      reigns.pop_back();
    }
    if (!reigns.empty()) reign.from = border(reigns.back(), reign) + 1;
    if (reign.from < columns) reigns.push_back(reign);
  }
  std::vector<int> squared(static_cast<std::size_t>(columns), kFar);
  const std::int64_t most = std::int64_t{radius_px_} * radius_px_;
  std::int64_t end = columns;
  for (auto reign = reigns.rbegin(); reign != reigns.rend(); end = reign->from, ++reign) {
    // No farther to the sides than the radius.
    const std::int64_t last = std::min(end, reign->column + radius_px_ + 1);
    for (std::int64_t x = std::max(reign->from, reign->column - radius_px_); x < last; ++x) {
      const std::int64_t distance = reign->squared(x);
      if (distance <= most) squared[static_cast<std::size_t>(x)] = static_cast<int>(distance);
    }
  }
  return squared;
}

}  // namespace mbench
