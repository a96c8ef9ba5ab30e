#include "synth/pillow_resize.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/axis_weights.h"
#include "synth/pillow_weights.h"
#include "synth/weigh_columns.h"
#include "synth/weigh_rows.h"

namespace mbench {
namespace {

/// Rows that one thread takes at a time in the horizontal pass; of a grey picture, so many
/// that they fill a register when they are turned on their side.
constexpr int kStripRows = 64;

/// One strip of rows of a grey picture: turned so that a column's samples lie side by side,
/// weighed like rows, and turned back.
void resize_grey_strip(const cv::Mat& strip, const AxisWeights& weights, cv::Mat to) {
  cv::Mat columns;
  cv::transpose(strip, columns);
  cv::Mat resized(to.cols, to.rows, to.type());
  for (int x = 0; x < resized.rows; ++x) {
    weigh_rows(weights, x, {columns.data, columns.step}, columns.cols, resized.ptr(x));
  }
  cv::transpose(resized, to);
}

cv::Mat resize_horizontally(const cv::Mat& pixels, const AxisWeights& weights) {
  cv::Mat resized = new_pixels({weights.outputs(), pixels.rows}, pixels.type());
  const int strips = (pixels.rows + kStripRows - 1) / kStripRows;
  cv::parallel_for_({0, strips}, [&](const cv::Range& range) {
    for (int strip = range.start; strip < range.end; ++strip) {
      const cv::Range rows(strip * kStripRows, std::min((strip + 1) * kStripRows, pixels.rows));
      cv::Mat to = resized.rowRange(rows);
      if (pixels.channels() == 1) {
        resize_grey_strip(pixels.rowRange(rows), weights, to);
      } else {
        weigh_columns(weights, pixels.rowRange(rows), to);
      }
    }
  });
  return resized;
}

cv::Mat resize_vertically(const cv::Mat& pixels, const AxisWeights& weights) {
  cv::Mat resized = new_pixels({pixels.cols, weights.outputs()}, pixels.type());
  const int lanes = pixels.cols * pixels.channels();
  cv::parallel_for_({0, resized.rows}, [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      weigh_rows(weights, y, {pixels.data, pixels.step}, lanes, resized.ptr(y));
    }
  });
  return resized;
}

template <std::size_t kBytes>
void pick_row(const std::uint8_t* from, const std::vector<int>& columns, std::uint8_t* to) {
  for (const int column : columns) {
    // Left black where Pillow leaves the picture.
    if (column >= 0) std::memcpy(to, from + kBytes * static_cast<std::size_t>(column), kBytes);
    to += kBytes;
  }
}

cv::Mat resize_to_nearest(const cv::Mat& pixels, cv::Size size, cv::Size corner) {
  const std::vector<int> columns = pillow_nearest(pixels.cols, size.width, corner.width);
  const std::vector<int> rows = pillow_nearest(pixels.rows, size.height, corner.height);
  const auto pick = pixels.channels() == 1 ? pick_row<1> : pick_row<3>;
  cv::Mat resized = new_pixels(corner, pixels.type());
  resized.setTo(0);
  cv::parallel_for_({0, corner.height}, [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      const int row = rows[static_cast<std::size_t>(y)];
      if (row >= 0) pick(pixels.ptr(row), columns, resized.ptr(y));
    }
  });
  return resized;
}

cv::Mat resize_by_weights(const cv::Mat& pixels, cv::Size size, cv::Size corner,
                          PillowFilter filter) {
  cv::Mat resized = pixels;
  std::optional<AxisWeights> down;
  if (size.height != pixels.rows) {
    down.emplace(pillow_weights(pixels.rows, size.height, corner.height, filter));
    // Rows that no output needs are not resized horizontally first.
    resized = pixels.rowRange(down->first_source(), down->end_source());
    down->move_source(down->first_source());
  }
  if (size.width != pixels.cols) {
    resized = resize_horizontally(
        resized, AxisWeights(pillow_weights(pixels.cols, size.width, corner.width, filter)));
  }
  return down ? resize_vertically(resized, *down) : resized;
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

  const cv::Mat resized = resize_by_weights(pixels, size, kept, filter);
  // A side that did not change was not cut on the way.
  return resized(cv::Rect({0, 0}, kept));
}

cv::Mat pillow_resize(const cv::Mat& pixels, cv::Size size, PillowFilter filter) {
  return pillow_resize_corner(pixels, size, size, filter);
}

}  // namespace mbench
