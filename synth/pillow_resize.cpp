#include "synth/pillow_resize.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/pillow_weights.h"
#include "synth/weigh_rows.h"

namespace mbench {
namespace {

/// Rows that the horizontal pass turns on their side together: enough lanes to fill the
/// processor's registers, few enough to stay in its first cache.
constexpr int kStripRows = 32;

/// One strip of rows: turned so that a column's samples lie side by side, weighed like
/// rows, and turned back.
void resize_strip(const cv::Mat& strip, const RowWeights& weights, cv::Mat to) {
  cv::Mat columns;
  cv::transpose(strip, columns);
  cv::Mat resized(to.cols, to.rows, to.type());
  const int lanes = columns.cols * columns.channels();
  for (int x = 0; x < resized.rows; ++x) {
    weigh_rows(weights, x, {columns.data, columns.step}, lanes, resized.ptr(x));
  }
  cv::transpose(resized, to);
}

cv::Mat resize_horizontally(const cv::Mat& pixels, const RowWeights& weights) {
  cv::Mat resized = new_pixels({weights.outputs(), pixels.rows}, pixels.type());
  const int strips = (pixels.rows + kStripRows - 1) / kStripRows;
  cv::parallel_for_({0, strips}, [&](const cv::Range& range) {
    for (int strip = range.start; strip < range.end; ++strip) {
      const cv::Range rows(strip * kStripRows, std::min((strip + 1) * kStripRows, pixels.rows));
      resize_strip(pixels.rowRange(rows), weights, resized.rowRange(rows));
    }
  });
  return resized;
}

cv::Mat resize_vertically(const cv::Mat& pixels, const RowWeights& weights) {
  cv::Mat resized = new_pixels({pixels.cols, weights.outputs()}, pixels.type());
  const int lanes = pixels.cols * pixels.channels();
  cv::parallel_for_({0, resized.rows}, [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      weigh_rows(weights, y, {pixels.data, pixels.step}, lanes, resized.ptr(y));
    }
  });
  return resized;
}

cv::Mat resize_to_nearest(const cv::Mat& pixels, cv::Size size, cv::Size corner) {
  const std::vector<int> columns = pillow_nearest(pixels.cols, size.width, corner.width);
  const std::vector<int> rows = pillow_nearest(pixels.rows, size.height, corner.height);
  cv::Mat resized = new_pixels(corner, pixels.type());
  resized.setTo(0);
  const std::size_t bytes = pixels.elemSize();
  cv::parallel_for_({0, corner.height}, [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      const int row = rows[static_cast<std::size_t>(y)];
      if (row < 0) continue;
      for (int x = 0; x < corner.width; ++x) {
        const int column = columns[static_cast<std::size_t>(x)];
        if (column >= 0) std::copy_n(pixels.ptr(row, column), bytes, resized.ptr(y, x));
      }
    }
  });
  return resized;
}

}  // namespace

cv::Mat pillow_resize_corner(const cv::Mat& pixels, cv::Size size, cv::Size corner,
                             PillowFilter filter) {
  MBENCH_ASSERT(!pixels.empty() && (pixels.type() == CV_8UC1 || pixels.type() == CV_8UC3));
  if (size.width < 1 || size.height < 1 || corner.width < 1 || corner.height < 1) {
    throw UsageError(fmt::format("cannot resize a picture to {}x{}", size.width, size.height),
                     "both sides must be at least one pixel");
  }
  const cv::Size kept(std::min(corner.width, size.width), std::min(corner.height, size.height));
  if (size == pixels.size()) return pixels(cv::Rect({0, 0}, kept)).clone();
  if (filter == PillowFilter::nearest) return resize_to_nearest(pixels, size, kept);

  cv::Mat resized = pixels;
  if (size.width != pixels.cols) {
    resized = resize_horizontally(
        resized, RowWeights(pillow_weights(pixels.cols, size.width, kept.width, filter)));
  }
  if (size.height != pixels.rows) {
    resized = resize_vertically(
        resized, RowWeights(pillow_weights(pixels.rows, size.height, kept.height, filter)));
  }
  // A side that did not change was not cut on the way.
  return resized(cv::Rect({0, 0}, kept));
}

cv::Mat pillow_resize(const cv::Mat& pixels, cv::Size size, PillowFilter filter) {
  return pillow_resize_corner(pixels, size, size, filter);
}

}  // namespace mbench
