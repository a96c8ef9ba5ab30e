#pragma once

#include <opencv2/core/types.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mbench {

/// A mask of one bit a pixel, 64 pixels a word: bit i of word w of a row is pixel 64·w + i.
///
/// The bits beyond a row's last pixel are set, as whatever lies outside a picture does not
/// erode it.
class BitMask {
 public:
  static constexpr int kWordPixels = 64;

  /// All pixels set. Both sides of `size` are positive.
  explicit BitMask(cv::Size size);

  cv::Size size() const { return size_; }
  /// Words of a row.
  int words() const { return words_; }
  std::uint64_t* row(int y) { return bits_.data() + offset(y); }
  const std::uint64_t* row(int y) const { return bits_.data() + offset(y); }
  bool at(int x, int y) const {
    return (row(y)[x / kWordPixels] >> (x % kWordPixels) & std::uint64_t{1}) != 0;
  }
  /// The bits beyond the last pixel in a row's last word.
  std::uint64_t beyond() const;
  /// Sets the bits beyond the last pixel of row `y`.
  void close_row(int y) { row(y)[words_ - 1] |= beyond(); }

 private:
  std::size_t offset(int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(words_);
  }

  cv::Size size_;
  int words_;
  std::vector<std::uint64_t> bits_;
};

/// One bit for each of `width` bytes: whether it equals `value`. The bits beyond are set.
void pack_equal(const std::uint8_t* bytes, int width, std::uint8_t value, std::uint64_t* to);

}  // namespace mbench
