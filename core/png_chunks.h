#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace mbench {

/// The first bytes of every PNG.
constexpr std::array<std::uint8_t, 8> kPngSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/// What a PNG's first chunk says of its pixels.
struct PngHeader {
  enum class Colour : std::uint8_t { grey = 0, rgb = 2, palette = 3, grey_alpha = 4, rgba = 6 };

  int width = 0;
  int height = 0;
  int bit_depth = 0;  ///< of a sample, or of a palette index: 1, 2, 4, 8 or 16
  Colour colour = Colour::grey;
  bool interlaced = false;

  /// Samples of a pixel as stored; a palette index is one.
  int channels() const;
  /// Bytes of a row of `pixels` pixels, without its filter byte.
  std::size_t row_bytes(int pixels) const;
  /// How far the filters look to the left: bytes of a pixel, at least 1.
  int filter_distance() const;
};

/// A PNG taken apart. It points into the bytes it was read from.
struct PngChunks {
  PngHeader header;
  std::span<const std::uint8_t> palette;     ///< R, G, B by turns; empty unless there is one
  std::span<const std::uint8_t> compressed;  ///< the zlib stream of all rows
};

/// Whether these bytes begin as every PNG does.
bool is_png(std::span<const std::uint8_t> bytes);

/// The header alone; needs only the first 33 bytes of the file. Throws DecodeError.
PngHeader read_png_header(std::span<const std::uint8_t> bytes);

/// Takes a whole PNG apart and checks every chunk's length and CRC. The pieces of the
/// compressed stream are moved together within `bytes`, which are so used up.
///
/// Source: PNG Specification (Third Edition), W3C. Throws DecodeError: truncated, damaged,
/// contradictory, or more than 2^30 pixels.
PngChunks read_png_chunks(std::span<std::uint8_t> bytes);

}  // namespace mbench
