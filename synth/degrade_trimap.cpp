#include "synth/degrade_trimap.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/near_pixels.h"

namespace mbench {
namespace {

/// `row(y, from, to)` for every row, in any order.
template <typename Row>
Trimap row_by_row(const Trimap& trimap, Row row) {
  const cv::Mat& pixels = trimap.pixels();
  cv::Mat made = new_pixels(pixels.size(), CV_8UC1);
  cv::parallel_for_({0, pixels.rows}, [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) row(y, pixels.ptr(y), made.ptr(y));
  });
  return Trimap(made);
}

}  // namespace

Trimap with_unknown_grown(const Trimap& trimap, int radius_px) {
  const NearPixels unknown(trimap.pixels(), Trimap::kUnknown, radius_px);
  return row_by_row(trimap, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
    const std::vector<int> squared = unknown.squared_distances(y);
    for (std::size_t x = 0; x < squared.size(); ++x) {
      to[x] = squared[x] == NearPixels::kFar ? from[x] : Trimap::kUnknown;
    }
  });
}

Trimap with_unknown_shrunk(const Trimap& trimap, int radius_px) {
  const NearPixels background(trimap.pixels(), Trimap::kBackground, radius_px);
  const NearPixels foreground(trimap.pixels(), Trimap::kForeground, radius_px);
  return row_by_row(trimap, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
    const std::vector<int> to_background = background.squared_distances(y);
    const std::vector<int> to_foreground = foreground.squared_distances(y);
    for (std::size_t x = 0; x < to_background.size(); ++x) {
      to[x] = from[x];
      if (from[x] != Trimap::kUnknown) continue;
      if (to_foreground[x] < to_background[x]) {
        to[x] = Trimap::kForeground;
      } else if (to_background[x] != NearPixels::kFar) {
        to[x] = Trimap::kBackground;
      }
    }
  });
}

Trimap unknown_in_either(const Trimap& before, const Trimap& degraded) {
  MBENCH_ASSERT(before.size() == degraded.size());
  return row_by_row(before, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
    const std::uint8_t* const other = degraded.pixels().ptr(y);
    for (int x = 0; x < before.size().width; ++x) {
      to[x] = other[x] == Trimap::kUnknown ? Trimap::kUnknown : from[x];
    }
  });
}

}  // namespace mbench
