#include "synth/stream/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

static_assert(std::endian::native == std::endian::little, "floats are written as they lie");

constexpr std::size_t kPreambleBytes = 10;
constexpr std::size_t kAlignment = 64;

}  // namespace

std::vector<unsigned char> npy_bytes(const cv::Mat& pixels) {
  MBENCH_ASSERT(pixels.type() == CV_32FC1 || pixels.type() == CV_32FC3);
  std::string header =
      fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}{}), }}", pixels.rows,
                  pixels.cols, pixels.channels() == 3 ? ", 3" : "");
  const std::size_t with_end = kPreambleBytes + header.size() + 1;
  header.append((kAlignment - with_end % kAlignment) % kAlignment, ' ');
  header += '\n';
  const std::size_t row_bytes = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
  std::vector<unsigned char> bytes(kPreambleBytes + header.size() +
                                   row_bytes * static_cast<std::size_t>(pixels.rows));
  const std::array<unsigned char, kPreambleBytes> preamble{
      0x93,
      'N',
      'U',
      'M',
      'P',
      'Y',
      1,
      0,
      static_cast<unsigned char>(header.size() & 0xFFU),
      static_cast<unsigned char>(header.size() >> 8U)};
  auto to = std::copy(preamble.begin(), preamble.end(), bytes.begin());
  to = std::copy(header.begin(), header.end(), to);
  for (int y = 0; y < pixels.rows; ++y) {
    to = std::copy(pixels.ptr(y), pixels.ptr(y) + row_bytes, to);
  }
  return bytes;
}

}  // namespace mbench
