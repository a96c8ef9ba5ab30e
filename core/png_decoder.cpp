#include "core/png_decoder.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "core/decode_error.h"
#include "core/large_buffer.h"
#include "core/large_pages.h"
#include "core/png_chunks.h"
#include "core/png_filters.h"

namespace mbench {
namespace {

/// The pixels of one pass over the picture: every `step`-th from `first` on. A picture that
/// is not interlaced has one pass, of all its pixels.
struct Pass {
  cv::Point first, step;

  cv::Size size(const PngHeader& header) const {
    return {(header.width - first.x + step.x - 1) / step.x,
            (header.height - first.y + step.y - 1) / step.y};
  }
};

constexpr std::array<std::array<int, 4>, 7> kAdam7{{{0, 0, 8, 8},
                                                    {4, 0, 8, 8},
                                                    {0, 4, 4, 8},
                                                    {2, 0, 4, 4},
                                                    {0, 2, 2, 4},
                                                    {1, 0, 2, 2},
                                                    {0, 1, 1, 2}}};

std::vector<Pass> passes_of(const PngHeader& header) {
  if (!header.interlaced) return {{{0, 0}, {1, 1}}};
  std::vector<Pass> passes;
  for (const auto& [x, y, step_x, step_y] : kAdam7) {
    const Pass pass{{x, y}, {step_x, step_y}};
    if (!pass.size(header).empty()) passes.push_back(pass);
  }
  return passes;
}

/// Bytes of all rows with their filter bytes.
std::size_t unpacked_bytes(const PngHeader& header) {
  std::size_t bytes = 0;
  for (const Pass& pass : passes_of(header)) {
    const cv::Size size = pass.size(header);
    bytes += static_cast<std::size_t>(size.height) * (header.row_bytes(size.width) + 1);
  }
  return bytes;
}

void require_plausible(const PngChunks& png, std::size_t unpacked) {
  // Deflate cannot shrink anything more: a header that lies is found out before memory is
  // asked for.
  constexpr std::size_t kBestRatio = 1032;
  if (unpacked / kBestRatio > png.compressed.size()) {
    throw DecodeError(fmt::format("its header says {}x{} pixels, but it holds far fewer",
                                  png.header.width, png.header.height));
  }
}

void unpack(std::span<const std::uint8_t> compressed, std::uint8_t* to, std::size_t bytes) {
  struct Free {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
  };
  thread_local const std::unique_ptr<libdeflate_decompressor, Free> decompressor(
      libdeflate_alloc_decompressor());
  if (decompressor == nullptr) throw std::bad_alloc();
  switch (libdeflate_zlib_decompress(decompressor.get(), compressed.data(), compressed.size(), to,
                                     bytes, nullptr)) {
    case LIBDEFLATE_SUCCESS:
      return;
    case LIBDEFLATE_SHORT_OUTPUT:
      throw DecodeError("it holds fewer pixels than its header says");
    case LIBDEFLATE_INSUFFICIENT_SPACE:
      throw DecodeError("it holds more pixels than its header says");
    default:
      throw DecodeError("its pixel data is damaged");
  }
}

PngFilter filter_of(std::uint8_t code, int row) {
  if (code >= kPngFilters) {
    throw DecodeError(fmt::format("its pixel data is damaged: row {} has filter {}", row, code));
  }
  return static_cast<PngFilter>(code);
}

/// Rows of a picture that has room for the filter bytes, too.
std::size_t rows_in_place(const PngHeader& header) {
  const std::size_t row_bytes = header.row_bytes(header.width);
  return (unpacked_bytes(header) + row_bytes - 1) / row_bytes;
}

/// Whole bytes, top to bottom, as they are to lie in memory: unpacked into the picture's own
/// memory and closed up there, so that nothing is needed beside it.
cv::Mat decode_in_place(const PngChunks& png) {
  const PngHeader& header = png.header;
  const std::size_t row_bytes = header.row_bytes(header.width);
  const std::size_t unpacked = unpacked_bytes(header);
  cv::Mat pixels = new_pixels({header.width, static_cast<int>(rows_in_place(header))},
                              CV_8UC(header.channels()));
  unpack(png.compressed, pixels.data, unpacked);

  const std::vector<std::uint8_t> zeros(row_bytes);
  const std::uint8_t* above = zeros.data();
  const std::uint8_t* from = pixels.data;
  for (int y = 0; y < header.height; ++y, from += row_bytes + 1) {
    std::uint8_t* const to = pixels.ptr(y);
    undo_png_filter(filter_of(*from, y), from + 1, above, to, row_bytes, header.filter_distance());
    above = to;
  }
  return pixels.rowRange(0, header.height);
}

/// Samples of less than a byte, or palette indices, one a byte.
void spread_bits(const std::uint8_t* row, int bit_depth, int pixels, std::uint8_t* to) {
  const int mask = (1 << bit_depth) - 1;
  const int in_a_byte = 8 / bit_depth;
  for (int x = 0; x < pixels; ++x) {
    const int shift = 8 - bit_depth * (1 + x % in_a_byte);
    to[x] = static_cast<std::uint8_t>(row[x / in_a_byte] >> shift & mask);
  }
}

/// Row `y` of a pass into the picture.
void place_row(const std::uint8_t* row, int pixels, const Pass& pass, int y, cv::Mat& stored) {
  const std::size_t bytes = stored.elemSize();
  std::uint8_t* to = stored.ptr(pass.first.y + y * pass.step.y, pass.first.x);
  if (pass.step.x == 1) {
    std::copy_n(row, static_cast<std::size_t>(pixels) * bytes, to);
    return;
  }
  const std::size_t apart = static_cast<std::size_t>(pass.step.x) * bytes;
  for (int x = 0; x < pixels; ++x, row += bytes, to += apart) std::copy_n(row, bytes, to);
}

/// The pixels as they are stored, but each sample in bytes of its own: 16-bit samples
/// big-endian, smaller ones one a byte.
cv::Mat decode_passes(const PngChunks& png) {
  const PngHeader& header = png.header;
  const std::size_t unpacked = unpacked_bytes(header);
  LargeBuffer rows(unpacked);
  unpack(png.compressed, rows.data(), unpacked);

  const int pixel_bytes = header.filter_distance();
  cv::Mat stored = new_pixels({header.width, header.height}, CV_8UC(pixel_bytes));
  std::vector<std::uint8_t> spread(static_cast<std::size_t>(header.width));
  std::uint8_t* row = rows.data();
  for (const Pass& pass : passes_of(header)) {
    const cv::Size size = pass.size(header);
    const std::size_t row_bytes = header.row_bytes(size.width);
    const std::vector<std::uint8_t> zeros(row_bytes);
    const std::uint8_t* above = zeros.data();
    for (int y = 0; y < size.height; ++y, row += row_bytes + 1) {
      std::uint8_t* const samples = row + 1;
      undo_png_filter(filter_of(*row, y), samples, above, samples, row_bytes, pixel_bytes);
      above = samples;
      const std::uint8_t* whole = samples;
      if (header.bit_depth < 8) {
        spread_bits(samples, header.bit_depth, size.width, spread.data());
        whole = spread.data();
      }
      place_row(whole, size.width, pass, y, stored);
    }
  }
  return stored;
}

cv::Mat from_big_endian(const cv::Mat& stored, int channels) {
  cv::Mat pixels = new_pixels(stored.size(), CV_16UC(channels));
  for (int y = 0; y < pixels.rows; ++y) {
    const std::uint8_t* from = stored.ptr(y);
    auto* const to = pixels.ptr<std::uint16_t>(y);
    const std::ptrdiff_t samples = std::ptrdiff_t{pixels.cols} * channels;
    for (std::ptrdiff_t i = 0; i < samples; ++i, from += 2) {
      to[i] = static_cast<std::uint16_t>(from[0] << 8 | from[1]);
    }
  }
  return pixels;
}

void spread_grey_levels(cv::Mat& pixels, int bit_depth) {
  const int step = 255 / ((1 << bit_depth) - 1);
  for (int y = 0; y < pixels.rows; ++y) {
    std::uint8_t* const row = pixels.ptr(y);
    for (int x = 0; x < pixels.cols; ++x) row[x] = static_cast<std::uint8_t>(row[x] * step);
  }
}

bool is_grey(std::span<const std::uint8_t> palette) {
  for (std::size_t i = 0; i < palette.size(); i += 3) {
    if (palette[i] != palette[i + 1] || palette[i] != palette[i + 2]) return false;
  }
  return true;
}

cv::Mat colours_of(const cv::Mat& indices, std::span<const std::uint8_t> palette) {
  const std::size_t channels = is_grey(palette) ? 1 : 3;
  cv::Mat pixels = new_pixels(indices.size(), CV_8UC(static_cast<int>(channels)));
  for (int y = 0; y < indices.rows; ++y) {
    const std::uint8_t* const from = indices.ptr(y);
    std::uint8_t* to = pixels.ptr(y);
    for (int x = 0; x < indices.cols; ++x, to += channels) {
      const std::size_t entry = std::size_t{3} * from[x];
      if (entry >= palette.size()) {
        throw DecodeError(fmt::format("column {}, row {} refers to colour {} of a palette of {}", x,
                                      y, from[x], palette.size() / 3));
      }
      std::copy_n(palette.data() + entry, channels, to);
    }
  }
  return pixels;
}

}  // namespace

cv::Mat decode_png(std::span<std::uint8_t> bytes) {
  const PngChunks png = read_png_chunks(bytes);
  const PngHeader& header = png.header;
  require_plausible(png, unpacked_bytes(header));
  // A column of a billion pixels has no room for its filter bytes in what cv::Mat counts.
  const bool as_stored =
      header.bit_depth == 8 && !header.interlaced && rows_in_place(header) <= INT32_MAX;
  cv::Mat stored = as_stored ? decode_in_place(png) : decode_passes(png);
  if (header.colour == PngHeader::Colour::palette) return colours_of(stored, png.palette);
  if (header.bit_depth == 16) return from_big_endian(stored, header.channels());
  if (header.bit_depth < 8) spread_grey_levels(stored, header.bit_depth);
  return stored;
}

}  // namespace mbench
