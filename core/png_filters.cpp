#include "core/png_filters.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <opencv2/core/hal/intrin.hpp>

#include "core/error.h"

namespace mbench {
namespace {

constexpr std::size_t kBlock = 16;

std::uint8_t byte(int value) { return static_cast<std::uint8_t>(value); }

int average(int left, int above) { return (left + above) >> 1; }

/// paeth_predictor with a short chain of operations behind `left`, which is known last.
///
/// Of the outer neighbours low <= high, high is nearest when above_left is so low that
/// 3·above_left - left - above <= low, and low when it is so high that the same term is
/// >= high; between, above_left itself is. All ties fall as the definition has them (the
/// test compares every triple).
int nearest_neighbour(int left, int above, int above_left) {
  const int low = std::min(left, above);
  const int high = std::max(left, above);
  const int threshold = 3 * above_left - (left + above);
  const int lower = high <= threshold ? low : above_left;
  return threshold <= low ? high : lower;
}

#if CV_SIMD128
/// Sums from the left: byte i becomes the sum of bytes 0 to i.
cv::v_uint8x16 running_sums(cv::v_uint8x16 bytes) {
  bytes = cv::v_add_wrap(bytes, cv::v_rotate_left<1>(bytes));
  bytes = cv::v_add_wrap(bytes, cv::v_rotate_left<2>(bytes));
  bytes = cv::v_add_wrap(bytes, cv::v_rotate_left<4>(bytes));
  return cv::v_add_wrap(bytes, cv::v_rotate_left<8>(bytes));
}

/// Sixteen one-byte pixels whose prediction is their left neighbour; the last one.
std::uint8_t add_left(const std::uint8_t* row, std::uint8_t* to, std::uint8_t left) {
  const cv::v_uint8x16 sums = running_sums(cv::v_load(row));
  cv::v_store(to, cv::v_add_wrap(sums, cv::v_setall_u8(left)));
  return byte(left + cv::v_extract_n<15>(sums));
}
#endif

void undo_none(const std::uint8_t* row, std::uint8_t* to, std::size_t bytes) {
  if (to != row) std::memmove(to, row, bytes);
}

void undo_up(const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* to,
             std::size_t bytes) {
  std::size_t i = 0;
#if CV_SIMD128
  for (; i + kBlock <= bytes; i += kBlock) {
    cv::v_store(to + i, cv::v_add_wrap(cv::v_load(row + i), cv::v_load(above + i)));
  }
#endif
  for (; i < bytes; ++i) to[i] = byte(row[i] + above[i]);
}

void undo_sub_of_bytes(const std::uint8_t* row, std::uint8_t* to, std::size_t bytes) {
  std::uint8_t left = 0;
  std::size_t i = 0;
#if CV_SIMD128
  for (; i + kBlock <= bytes; i += kBlock) left = add_left(row + i, to + i, left);
#endif
  for (; i < bytes; ++i) to[i] = left = byte(left + row[i]);
}

/// Any filter that looks to the left, pixel by pixel. The pixel to the left and the one
/// above it stay in registers.
template <int kDistance, typename Predict>
void undo_by_pixels(const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* to,
                    std::size_t bytes, Predict predict) {
  std::array<int, kDistance> left{};
  std::array<int, kDistance> above_left{};
  for (std::size_t i = 0; i + kDistance <= bytes; i += kDistance) {
    for (std::size_t c = 0; c < kDistance; ++c) {
      const int up = above[i + c];
      left[c] = (row[i + c] + predict(left[c], up, above_left[c])) & 255;
      above_left[c] = up;
      to[i + c] = byte(left[c]);
    }
  }
}

template <typename Predict>
void undo_by_distance(const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* to,
                      std::size_t bytes, int distance, Predict predict) {
  switch (distance) {
    case 1:
      return undo_by_pixels<1>(row, above, to, bytes, predict);
    case 2:
      return undo_by_pixels<2>(row, above, to, bytes, predict);
    case 3:
      return undo_by_pixels<3>(row, above, to, bytes, predict);
    case 4:
      return undo_by_pixels<4>(row, above, to, bytes, predict);
    case 6:
      return undo_by_pixels<6>(row, above, to, bytes, predict);
    case 8:
      return undo_by_pixels<8>(row, above, to, bytes, predict);
    default:
      throw InternalError("no PNG has pixels of this many bytes");
  }
}

/// Paeth on one-byte pixels. Byte by byte the chain of operations is long, but most of a
/// matte is flat, and there the prediction is known in advance for sixteen bytes at once:
/// where the row above does not change, it is the left neighbour; where nothing differs
/// from its prediction and the first does not differ from above, it is the row above.
void undo_paeth_of_bytes(const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* to,
                         std::size_t bytes) {
  if (bytes == 0) return;
  to[0] = byte(row[0] + above[0]);
  std::uint8_t left = to[0];
  std::size_t i = 1;
#if CV_SIMD128
  for (; i + kBlock <= bytes; i += kBlock) {
    const cv::v_uint8x16 up = cv::v_load(above + i);
    if (cv::v_check_all(up == cv::v_load(above + i - 1))) {
      left = add_left(row + i, to + i, left);
      continue;
    }
    if (left == above[i - 1] && cv::v_check_all(cv::v_load(row + i) == cv::v_setzero_u8())) {
      cv::v_store(to + i, up);
      left = above[i + kBlock - 1];
      continue;
    }
    int before = left;
    for (std::size_t k = i; k < i + kBlock; ++k) {
      before = (row[k] + nearest_neighbour(before, above[k], above[k - 1])) & 255;
      to[k] = byte(before);
    }
    left = byte(before);
  }
#endif
  for (; i < bytes; ++i) {
    to[i] = left = byte(row[i] + nearest_neighbour(left, above[i], above[i - 1]));
  }
}

}  // namespace

std::uint8_t paeth_predictor(std::uint8_t left, std::uint8_t above, std::uint8_t above_left) {
  return byte(nearest_neighbour(left, above, above_left));
}

void undo_png_filter(PngFilter filter, const std::uint8_t* row, const std::uint8_t* above,
                     std::uint8_t* to, std::size_t bytes, int distance) {
  switch (filter) {
    case PngFilter::none:
      return undo_none(row, to, bytes);
    case PngFilter::up:
      return undo_up(row, above, to, bytes);
    case PngFilter::sub:
      if (distance == 1) return undo_sub_of_bytes(row, to, bytes);
      return undo_by_distance(row, above, to, bytes, distance,
                              [](int left, int, int) { return left; });
    case PngFilter::average:
      return undo_by_distance(row, above, to, bytes, distance,
                              [](int left, int up, int) { return average(left, up); });
    case PngFilter::paeth:
      if (distance == 1) return undo_paeth_of_bytes(row, above, to, bytes);
      return undo_by_distance(row, above, to, bytes, distance, nearest_neighbour);
  }
  throw InternalError("no such PNG filter");
}

}  // namespace mbench
