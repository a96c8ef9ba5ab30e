#include "tests/core/png_builder.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <random>

namespace mbench {
namespace {

Bytes big_endian(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

struct Rows {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

/// Rows of each pass, from the specification's table: start and step across and down.
std::vector<Rows> passes(const PngBuilder& png) {
  static constexpr std::array<std::array<std::uint32_t, 4>, 7> kAdam7{{{0, 8, 0, 8},
                                                                       {4, 8, 0, 8},
                                                                       {0, 4, 4, 8},
                                                                       {2, 4, 0, 4},
                                                                       {0, 2, 2, 4},
                                                                       {1, 2, 0, 2},
                                                                       {0, 1, 1, 2}}};
  static constexpr std::array<std::size_t, 7> kChannels{1, 0, 3, 1, 2, 0, 4};
  const std::size_t bits =
      kChannels[static_cast<std::size_t>(png.colour)] * static_cast<std::size_t>(png.bit_depth);
  const auto rows = [&](std::uint32_t x, std::uint32_t dx, std::uint32_t y, std::uint32_t dy) {
    const std::size_t w = (png.width + dx - 1 - x) / dx;
    const std::size_t h = (png.height + dy - 1 - y) / dy;
    return Rows{w == 0 ? 0 : h, (w * bits + 7) / 8};
  };
  if (!png.interlaced) return {rows(0, 1, 0, 1)};
  std::vector<Rows> all;
  for (const auto& [x, dx, y, dy] : kAdam7) all.push_back(rows(x, dx, y, dy));
  return all;
}

}  // namespace

Bytes operator+(const Bytes& a, const Bytes& b) {
  Bytes both(a.size() + b.size());
  std::copy(a.begin(), a.end(), both.begin());
  std::copy(b.begin(), b.end(), both.begin() + static_cast<std::ptrdiff_t>(a.size()));
  return both;
}

Bytes png_signature() { return {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}; }

Bytes png_chunk(const std::string& type, const Bytes& content) {
  const Bytes checked = Bytes(type.begin(), type.end()) + content;
  return big_endian(static_cast<std::uint32_t>(content.size())) + checked +
         big_endian(libdeflate_crc32(0, checked.data(), checked.size()));
}

Bytes zlib_stream(const Bytes& bytes) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(1);
  Bytes stream(libdeflate_zlib_compress_bound(compressor, bytes.size()));
  stream.resize(libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(), stream.data(),
                                         stream.size()));
  libdeflate_free_compressor(compressor);
  return stream;
}

std::size_t PngBuilder::raw_bytes() const {
  std::size_t total = 0;
  for (const Rows& rows : passes(*this)) total += rows.count * (rows.bytes + 1);
  return total;
}

Bytes PngBuilder::noise_rows(unsigned seed, int filter) const {
  std::mt19937 generator(seed);
  const auto random = [&](unsigned below) {
    return static_cast<std::uint8_t>((generator() >> 8) % below);
  };
  Bytes bytes;
  for (const Rows& rows : passes(*this)) {
    for (std::size_t y = 0; y < rows.count; ++y) {
      bytes.push_back(filter >= 0 ? static_cast<std::uint8_t>(filter) : random(5));
      // Stretches of zeros, as flat parts of a matte have them, between the noise.
      bool flat = false;
      for (std::size_t i = 0; i < rows.bytes; ++i) {
        if (random(24) == 0) flat = !flat;
        bytes.push_back(flat ? std::uint8_t{0} : random(256));
      }
    }
  }
  return bytes;
}

Bytes PngBuilder::header_chunk() const {
  const Bytes kind{static_cast<std::uint8_t>(bit_depth), static_cast<std::uint8_t>(colour), 0, 0,
                   static_cast<std::uint8_t>(interlaced ? 1 : 0)};
  return png_chunk("IHDR", big_endian(width) + big_endian(height) + kind);
}

Bytes PngBuilder::file(const Bytes& rows) const {
  Bytes png = png_signature() + header_chunk();
  if (!palette.empty()) png = png + png_chunk("PLTE", palette);
  const Bytes stream = zlib_stream(rows);
  for (std::size_t start = 0; start < stream.size(); start += piece) {
    const auto begin = stream.begin() + static_cast<std::ptrdiff_t>(start);
    const auto length = static_cast<std::ptrdiff_t>(std::min(piece, stream.size() - start));
    png = png + png_chunk("IDAT", Bytes(begin, begin + length));
  }
  return png + png_chunk("IEND", {});
}

}  // namespace mbench
