#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

using Bytes = std::vector<std::uint8_t>;

/// A PNG put together piece by piece, right or wrong as a test wants it.
struct PngBuilder {
  std::uint32_t width = 1;
  std::uint32_t height = 1;
  int bit_depth = 8;
  int colour = 0;  ///< as in the file: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA
  bool interlaced = false;
  Bytes palette;
  std::size_t piece = 1U << 20;  ///< bytes of the compressed stream in one chunk

  /// Bytes of all rows with their filter bytes.
  std::size_t raw_bytes() const;
  /// Rows of noise, each with the filter `filter`, or with any if it is negative. Every
  /// such sequence is a picture.
  Bytes noise_rows(unsigned seed, int filter) const;

  /// The file of these rows.
  Bytes file(const Bytes& rows) const;
  Bytes header_chunk() const;
};

/// A chunk with its length and its right checksum.
Bytes png_chunk(const std::string& type, const Bytes& content);
Bytes png_signature();
/// A zlib stream.
Bytes zlib_stream(const Bytes& bytes);
Bytes operator+(const Bytes& a, const Bytes& b);

}  // namespace mbench
