#include "core/png_chunks.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "core/decode_error.h"

namespace mbench {
namespace {

constexpr std::size_t kHeaderBytes = 13;
/// Length, type and CRC of a chunk.
constexpr std::size_t kFrameBytes = 12;

std::uint32_t big_endian(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | bytes[3];
}

struct Chunk {
  std::string type;
  std::span<std::uint8_t> content;

  /// A reader must understand the chunks whose type begins with a capital letter.
  bool critical() const { return (type[0] & 0x20) == 0; }
};

[[noreturn]] void truncated() { throw DecodeError("the file is truncated"); }

/// The chunk at `position`, which moves behind it.
Chunk next_chunk(std::span<std::uint8_t> bytes, std::size_t& position) {
  if (bytes.size() - position < kFrameBytes) truncated();
  const std::uint8_t* const frame = bytes.data() + position;
  const std::size_t length = big_endian(frame);
  const std::string type(frame + 4, frame + 8);
  if (!std::all_of(type.begin(), type.end(), [](unsigned char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      })) {
    throw DecodeError("the file is damaged: something that is no chunk follows a chunk");
  }
  if (bytes.size() - position - kFrameBytes < length) truncated();
  if (libdeflate_crc32(0, frame + 4, length + 4) != big_endian(frame + 8 + length)) {
    throw DecodeError(fmt::format("the file is damaged: its chunk {} has a wrong checksum", type));
  }
  const Chunk chunk{type, bytes.subspan(position + 8, length)};
  position += kFrameBytes + length;
  return chunk;
}

bool depth_fits(const PngHeader& header) {
  switch (header.colour) {
    case PngHeader::Colour::grey:
      return header.bit_depth == 1 || header.bit_depth == 2 || header.bit_depth == 4 ||
             header.bit_depth == 8 || header.bit_depth == 16;
    case PngHeader::Colour::palette:
      return header.bit_depth == 1 || header.bit_depth == 2 || header.bit_depth == 4 ||
             header.bit_depth == 8;
    case PngHeader::Colour::rgb:
    case PngHeader::Colour::grey_alpha:
    case PngHeader::Colour::rgba:
      return header.bit_depth == 8 || header.bit_depth == 16;
  }
  return false;
}

PngHeader parse_header(const Chunk& chunk) {
  if (chunk.type != "IHDR" || chunk.content.size() != kHeaderBytes) {
    throw DecodeError("the file is damaged: it does not begin with a header");
  }
  const std::uint8_t* const bytes = chunk.content.data();
  const std::uint32_t width = big_endian(bytes);
  const std::uint32_t height = big_endian(bytes + 4);
  if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX) {
    throw DecodeError(fmt::format("its header says {}x{} pixels", width, height));
  }
  if (static_cast<double>(width) * height > kMostPixels) {
    throw DecodeError(fmt::format("its header says {}x{} pixels, more than 2^30", width, height));
  }
  PngHeader header;
  header.width = static_cast<int>(width);
  header.height = static_cast<int>(height);
  header.bit_depth = bytes[8];
  header.colour = static_cast<PngHeader::Colour>(bytes[9]);
  header.interlaced = bytes[12] == 1;
  if (!depth_fits(header) || bytes[10] != 0 || bytes[11] != 0 || bytes[12] > 1) {
    throw DecodeError("its header describes no kind of PNG");
  }
  return header;
}

Chunk header_chunk(std::span<std::uint8_t> bytes, std::size_t& position) {
  if (!is_png(bytes)) throw DecodeError("it is not a PNG");
  position = kPngSignature.size();
  return next_chunk(bytes, position);
}

/// Collects the compressed stream's pieces at the place of the first.
class Stream {
 public:
  void append(std::span<std::uint8_t> piece) {
    if (ended_) throw DecodeError("the file is damaged: its pixel data is torn apart");
    if (start_ == nullptr) start_ = piece.data();
    std::memmove(start_ + size_, piece.data(), piece.size());
    size_ += piece.size();
  }
  void end() { ended_ = start_ != nullptr; }
  std::span<const std::uint8_t> bytes() const { return {start_, size_}; }

 private:
  std::uint8_t* start_ = nullptr;
  std::size_t size_ = 0;
  bool ended_ = false;
};

}  // namespace

int PngHeader::channels() const {
  switch (colour) {
    case Colour::grey:
    case Colour::palette:
      return 1;
    case Colour::grey_alpha:
      return 2;
    case Colour::rgb:
      return 3;
    case Colour::rgba:
      return 4;
  }
  return 0;
}

std::size_t PngHeader::row_bytes(int pixels) const {
  const auto bits = static_cast<std::size_t>(channels() * bit_depth);
  return (static_cast<std::size_t>(pixels) * bits + 7) / 8;
}

int PngHeader::filter_distance() const { return std::max(channels() * bit_depth / 8, 1); }

bool is_png(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= kPngSignature.size() &&
         std::equal(kPngSignature.begin(), kPngSignature.end(), bytes.begin());
}

PngHeader read_png_header(std::span<const std::uint8_t> bytes) {
  std::array<std::uint8_t, kPngSignature.size() + kFrameBytes + kHeaderBytes> first{};
  if (bytes.size() < first.size()) {
    if (is_png(bytes)) truncated();
    throw DecodeError("it is not a PNG");
  }
  std::copy_n(bytes.begin(), first.size(), first.begin());
  std::size_t position = 0;
  return parse_header(header_chunk(first, position));
}

PngChunks read_png_chunks(std::span<std::uint8_t> bytes) {
  std::size_t position = 0;
  PngChunks png;
  png.header = parse_header(header_chunk(bytes, position));
  Stream stream;
  for (;;) {
    const Chunk chunk = next_chunk(bytes, position);
    if (chunk.type == "IDAT") {
      stream.append(chunk.content);
      continue;
    }
    stream.end();
    if (chunk.type == "IEND") break;
    if (chunk.type == "PLTE") {
      if (chunk.content.size() % 3 != 0 || chunk.content.size() > 3 * 256) {
        throw DecodeError("the file is damaged: its palette has an impossible length");
      }
      png.palette = chunk.content;
    } else if (chunk.critical()) {
      throw DecodeError(fmt::format("it holds a chunk of the unknown kind {}", chunk.type));
    }
  }
  png.compressed = stream.bytes();
  if (png.compressed.empty()) throw DecodeError("it holds no pixel data");
  if (png.header.colour == PngHeader::Colour::palette && png.palette.empty()) {
    throw DecodeError("its pixels refer to a palette that it does not hold");
  }
  return png;
}

}  // namespace mbench
