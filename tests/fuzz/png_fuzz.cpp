// PNG guards itself by checksums, at which blind changes end. This fuzzer puts them right, so
// that what lies behind them is reached; and it makes pictures of every kind from rows of any
// bytes, which libpng must decode alike.

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <utility>

#include "core/decode_error.h"
#include "core/png_decoder.h"
#include "tests/core/png_builder.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace mbench;

constexpr std::array<std::pair<int, int>, 15> kKinds{{{0, 1},
                                                      {0, 2},
                                                      {0, 4},
                                                      {0, 8},
                                                      {0, 16},
                                                      {2, 8},
                                                      {2, 16},
                                                      {3, 1},
                                                      {3, 2},
                                                      {3, 4},
                                                      {3, 8},
                                                      {4, 8},
                                                      {4, 16},
                                                      {6, 8},
                                                      {6, 16}}};

std::optional<cv::Mat> decoded(Bytes file) {
  try {
    return decode_png(file);
  } catch (const DecodeError&) {
    return std::nullopt;
  }
}

/// Every chunk that fits into the file with its right checksum.
Bytes with_right_checksums(const Bytes& file) {
  Bytes repaired(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                  file.size(), png_signature().size())));
  std::size_t position = repaired.size();
  while (file.size() - position >= 12) {
    const auto frame = file.begin() + static_cast<std::ptrdiff_t>(position);
    // Lengths beyond two bytes would only end the file.
    const std::size_t length = std::size_t{frame[2]} << 8 | frame[3];
    if (file.size() - position - 12 < length) break;
    const auto content = frame + 8;
    repaired = repaired + png_chunk({frame + 4, content},
                                    {content, content + static_cast<std::ptrdiff_t>(length)});
    position += 12 + length;
  }
  return repaired;
}

cv::Mat as_rgb(const cv::Mat& pixels, int from_rgba) {
  cv::Mat rgb = pixels;
  if (pixels.channels() == 2) {
    cv::extractChannel(pixels, rgb, 0);
    return as_rgb(rgb, from_rgba);
  }
  if (pixels.channels() == 1) cv::cvtColor(pixels, rgb, cv::COLOR_GRAY2RGB);
  if (pixels.channels() == 4) cv::cvtColor(pixels, rgb, from_rgba);
  return rgb;
}

void compare_with_libpng(const Bytes& file) {
  const std::optional<cv::Mat> pixels = decoded(file);
  if (!pixels) return;
  cv::Mat theirs = cv::imdecode(file, cv::IMREAD_UNCHANGED);
  if (theirs.empty()) std::abort();
  if (theirs.channels() == 3) cv::cvtColor(theirs, theirs, cv::COLOR_BGR2RGB);
  const cv::Mat ours = as_rgb(*pixels, cv::COLOR_RGBA2RGB);
  theirs = as_rgb(theirs, cv::COLOR_BGRA2RGB);
  if (ours.size() != theirs.size() || ours.type() != theirs.type()) std::abort();
  if (cv::norm(ours, theirs, cv::NORM_INF) != 0.0) std::abort();
}

Bytes picture_of(const std::uint8_t* bytes, std::size_t size) {
  PngBuilder png;
  std::tie(png.colour, png.bit_depth) = kKinds[bytes[0] % kKinds.size()];
  png.interlaced = (bytes[0] & 0x80) != 0;
  png.width = 1 + bytes[1] % 64U;
  png.height = 1 + bytes[2] % 64U;
  if (png.colour == 3) {
    for (int i = 0; i < 3 << png.bit_depth; ++i) {
      png.palette.push_back(static_cast<std::uint8_t>(i * 37));
    }
  }
  Bytes rows(bytes + 3, bytes + size);
  rows.resize(png.raw_bytes());
  return png.file(rows);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 4) return 0;
  if ((bytes[0] & 1) != 0) {
    compare_with_libpng(picture_of(bytes + 1, size - 1));
  } else {
    decoded(with_right_checksums({bytes + 1, bytes + size}));
  }
  return 0;
}
