#include "synth/pillow_resize.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/core/hal/intrin.hpp>

#include "core/error.h"
#include "synth/pillow_weights.h"

namespace mbench {
namespace {

/// Rows that the horizontal pass turns on their side together: enough lanes to fill the
/// processor's registers, few enough to stay in its first cache.
constexpr int kStripRows = 16;
constexpr int kWeightBits = 22;
constexpr int kLowBits = 15;

std::uint8_t clip(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> kWeightBits, 0, 255));
}

/// A pair of neighbouring weights in the form that one multiply-add instruction takes: each
/// weight is high·2^15 + low with both parts in 16 bits, so that bytes times parts, summed
/// in 32 bits, lose nothing.
struct WeightPair {
  std::array<std::int16_t, 2> high;
  std::array<std::int16_t, 2> low;
};

WeightPair split(std::int32_t first, std::int32_t second) {
  const auto high = [](std::int32_t w) { return static_cast<std::int16_t>(w >> kLowBits); };
  const auto low = [](std::int32_t w) {
    return static_cast<std::int16_t>(w & ((1 << kLowBits) - 1));
  };
  return {{high(first), high(second)}, {low(first), low(second)}};
}

/// The windows of one axis with their weights split; an odd window's last partner is 0.
struct Taps {
  PillowWeights exact;
  std::vector<WeightPair> pairs;
  std::vector<std::size_t> first_pair;

  explicit Taps(PillowWeights weights) : exact(std::move(weights)) {
    for (const PillowWindow& window : exact.windows) {
      first_pair.push_back(pairs.size());
      const std::int32_t* const w = exact.weights.data() + window.weights;
      for (int tap = 0; tap < window.taps; tap += 2) {
        pairs.push_back(split(w[tap], tap + 1 < window.taps ? w[tap + 1] : 0));
      }
    }
  }
};

#if CV_SIMD128
/// Both halves of a weight's products, for eight lanes.
struct Sums {
  cv::v_int32x4 high_left, high_right, low_left, low_right;
};

void add_pair(Sums& sums, const std::uint8_t* first, const std::uint8_t* second,
              const WeightPair& weights) {
  const auto twice = [](const std::array<std::int16_t, 2>& part) {
    std::int32_t both = 0;
    std::memcpy(&both, part.data(), sizeof both);
    return cv::v_reinterpret_as_s16(cv::v_setall_s32(both));
  };
  const cv::v_int16x8 high = twice(weights.high);
  const cv::v_int16x8 low = twice(weights.low);
  cv::v_int16x8 left;
  cv::v_int16x8 right;
  cv::v_zip(cv::v_reinterpret_as_s16(cv::v_load_expand(first)),
            cv::v_reinterpret_as_s16(cv::v_load_expand(second)), left, right);
  sums.high_left = cv::v_dotprod(left, high, sums.high_left);
  sums.high_right = cv::v_dotprod(right, high, sums.high_right);
  sums.low_left = cv::v_dotprod(left, low, sums.low_left);
  sums.low_right = cv::v_dotprod(right, low, sums.low_right);
}

void store_bytes(const Sums& sums, std::uint8_t* to) {
  const cv::v_int32x4 left = cv::v_shl<kLowBits>(sums.high_left) + sums.low_left;
  const cv::v_int32x4 right = cv::v_shl<kLowBits>(sums.high_right) + sums.low_right;
  cv::v_pack_u_store(to, cv::v_pack(cv::v_shr<kWeightBits>(left), cv::v_shr<kWeightBits>(right)));
}
#endif

/// to[i] = the weighted sum of rows[0][i], rows[1][i], ... for `lanes` bytes, where row k
/// begins at first + k·stride.
void weigh_rows(const Taps& taps, std::size_t output, const std::uint8_t* first, std::size_t stride,
                int lanes, std::uint8_t* to) {
  const PillowWindow& window = taps.exact.windows[output];
  constexpr std::int32_t kHalf = 1 << (kWeightBits - 1);
  int lane = 0;
#if CV_SIMD128
  const WeightPair* const pairs = taps.pairs.data() + taps.first_pair[output];
  for (; lane + 8 <= lanes; lane += 8) {
    Sums sums{cv::v_setzero_s32(), cv::v_setzero_s32(), cv::v_setall_s32(kHalf),
              cv::v_setall_s32(kHalf)};
    const std::uint8_t* row = first + lane;
    int tap = 0;
    for (; tap + 2 <= window.taps; tap += 2, row += 2 * stride) {
      add_pair(sums, row, row + stride, pairs[tap / 2]);
    }
    // The partner's weight is 0; any readable row will do for it.
    if (tap < window.taps) add_pair(sums, row, row, pairs[tap / 2]);
    store_bytes(sums, to + lane);
  }
#endif
  const std::int32_t* const weights = taps.exact.weights.data() + window.weights;
  for (; lane < lanes; ++lane) {
    std::int32_t sum = kHalf;
    for (int tap = 0; tap < window.taps; ++tap) {
      sum += weights[tap] * first[static_cast<std::size_t>(tap) * stride + lane];
    }
    to[lane] = clip(sum);
  }
}

/// One strip of rows: turned so that a column's samples lie side by side, weighed like
/// rows, and turned back.
void resize_strip(const cv::Mat& strip, const Taps& taps, cv::Mat to) {
  cv::Mat columns;
  cv::transpose(strip, columns);
  cv::Mat resized(to.cols, to.rows, to.type());
  const int lanes = columns.cols * columns.channels();
  for (int x = 0; x < resized.rows; ++x) {
    const auto output = static_cast<std::size_t>(x);
    weigh_rows(taps, output, columns.ptr(taps.exact.windows[output].first), columns.step, lanes,
               resized.ptr(x));
  }
  cv::transpose(resized, to);
}

cv::Mat resize_horizontally(const cv::Mat& pixels, const Taps& taps) {
  cv::Mat resized(pixels.rows, static_cast<int>(taps.exact.windows.size()), pixels.type());
  const int strips = (pixels.rows + kStripRows - 1) / kStripRows;
  cv::parallel_for_({0, strips}, [&](const cv::Range& range) {
    for (int strip = range.start; strip < range.end; ++strip) {
      const cv::Range rows(strip * kStripRows, std::min((strip + 1) * kStripRows, pixels.rows));
      resize_strip(pixels.rowRange(rows), taps, resized.rowRange(rows));
    }
  });
  return resized;
}

cv::Mat resize_vertically(const cv::Mat& pixels, const Taps& taps) {
  cv::Mat resized(static_cast<int>(taps.exact.windows.size()), pixels.cols, pixels.type());
  const int lanes = pixels.cols * pixels.channels();
  cv::parallel_for_({0, resized.rows}, [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) {
      const auto output = static_cast<std::size_t>(y);
      weigh_rows(taps, output, pixels.ptr(taps.exact.windows[output].first), pixels.step, lanes,
                 resized.ptr(y));
    }
  });
  return resized;
}

cv::Mat resize_to_nearest(const cv::Mat& pixels, cv::Size size, cv::Size corner) {
  const std::vector<int> columns = pillow_nearest(pixels.cols, size.width, corner.width);
  const std::vector<int> rows = pillow_nearest(pixels.rows, size.height, corner.height);
  cv::Mat resized(corner, pixels.type(), cv::Scalar::all(0));
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
        resized, Taps(pillow_weights(pixels.cols, size.width, kept.width, filter)));
  }
  if (size.height != pixels.rows) {
    resized = resize_vertically(
        resized, Taps(pillow_weights(pixels.rows, size.height, kept.height, filter)));
  }
  return resized.size() == kept ? resized : resized(cv::Rect({0, 0}, kept)).clone();
}

cv::Mat pillow_resize(const cv::Mat& pixels, cv::Size size, PillowFilter filter) {
  return pillow_resize_corner(pixels, size, size, filter);
}

}  // namespace mbench
