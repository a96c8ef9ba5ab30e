#include "core/picture_metadata.h"

#include <algorithm>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core/mat.hpp>

#include "core/colour_profile.h"
#include "core/decode_error.h"
#include "core/error.h"
#include "core/exif_orientation.h"
#include "core/file_window.h"
#include "core/jpeg_decoder.h"
#include "core/picture_decoder.h"
#include "core/png_chunks.h"

namespace mbench {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Nobody's profile or Exif block is longer; what is, is passed over.
constexpr std::size_t kLongestBlock = std::size_t{1} << 26;

[[noreturn]] void truncated() { throw DecodeError("the file is truncated"); }

std::size_t big_endian(Bytes bytes) {
  std::size_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

/// Exactly `count` bytes. Throws DecodeError if the file ends before.
Bytes whole(FileWindow& file, std::uint64_t offset, std::size_t count) {
  const Bytes bytes = file.at(offset, count);
  if (bytes.size() < count) truncated();
  return bytes;
}

PictureMetadata png_header(FileWindow& file) {
  constexpr std::size_t kHeaderEnd = 33;
  const PngHeader header = read_png_header(file.at(0, kHeaderEnd));
  PictureMetadata metadata;
  metadata.kind = "png";
  metadata.size = {header.width, header.height};
  metadata.channels = header.channels();
  metadata.bit_depth = header.bit_depth;
  return metadata;
}

/// Looks at every chunk's frame up to the end: Exif may follow the pixels.
void read_png_blocks(FileWindow& file, PictureMetadata& metadata) {
  constexpr std::size_t kFrameBytes = 12;
  // Palettes are colours to a profile.
  const Bytes ihdr = whole(file, 0, 33);
  const bool grey = ihdr[25] == 0 || ihdr[25] == 4;
  for (std::uint64_t offset = kPngSignature.size();;) {
    const Bytes frame = whole(file, offset, 8);
    const std::size_t length = big_endian(frame.first(4));
    const std::string type(frame.begin() + 4, frame.end());
    if (offset + kFrameBytes + length > file.size()) truncated();
    if (type == "IEND") return;
    if (length <= kLongestBlock) {
      if (type == "iCCP") {
        metadata.broken_colour_profile =
            is_broken_png_profile(whole(file, offset + 8, length), grey);
      }
      if (type == "eXIf") {
        metadata.exif_orientation = exif_orientation(whole(file, offset + 8, length));
      }
    } else if (type == "iCCP") {
      metadata.broken_colour_profile = true;
    }
    offset += kFrameBytes + length;
  }
}

/// One of JPEG's segments: a marker and what follows its length.
struct Segment {
  int marker = 0;
  std::uint64_t content = 0;  ///< where it begins
  std::size_t length = 0;
};

bool stands_alone(int marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

/// SOF0 to SOF15 without DHT, JPG and DAC, whose codes lie among them.
bool is_frame_header(int marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The next segment from `offset` on, which moves behind it. As libjpeg does, passes over what
/// is no marker, and takes an impossible length for that of an empty segment.
Segment next_segment(FileWindow& file, std::uint64_t& offset) {
  for (;;) {
    while (whole(file, offset, 1)[0] != 0xFF) ++offset;
    while (whole(file, offset, 1)[0] == 0xFF) ++offset;
    const int marker = file.at(offset++, 1)[0];
    if (marker == 0 || stands_alone(marker)) continue;
    if (marker == 0xD9) throw DecodeError("the file is damaged: it ends before its pixels");
    const std::size_t length = std::max<std::size_t>(big_endian(whole(file, offset, 2)), 2);
    const Segment segment{marker, offset + 2, length - 2};
    offset += length;
    if (offset > file.size()) truncated();
    return segment;
  }
}

void read_frame_header(Bytes content, PictureMetadata& metadata) {
  if (content.size() < 6) throw DecodeError("the file is damaged: its header is too short");
  const auto height = static_cast<int>(big_endian(content.subspan(1, 2)));
  const auto width = static_cast<int>(big_endian(content.subspan(3, 2)));
  const int channels = content[5];
  if (width == 0 || height == 0) {
    throw DecodeError(fmt::format("its header says {}x{} pixels", width, height));
  }
  if (static_cast<double>(width) * height > kMostPixels) {
    throw DecodeError(fmt::format("its header says {}x{} pixels, more than 2^30", width, height));
  }
  if (channels != 1 && channels != 3 && channels != 4) {
    throw DecodeError(fmt::format("it has {} channels", channels));
  }
  metadata.size = {width, height};
  metadata.channels = channels;
  metadata.bit_depth = content[0];
}

/// Up to the frame's header, or up to the first scan where `all` is wanted.
PictureMetadata read_jpeg(FileWindow& file, bool all) {
  constexpr int kStartOfScan = 0xDA;
  constexpr int kApp1 = 0xE1;
  PictureMetadata metadata;
  metadata.kind = "jpeg";
  bool has_exif = false;
  std::uint64_t offset = 2;
  for (;;) {
    const Segment segment = next_segment(file, offset);
    if (segment.marker == kStartOfScan) {
      if (metadata.channels == 0) throw DecodeError("the file is damaged: it has no frame header");
      return metadata;
    }
    if (is_frame_header(segment.marker)) {
      if (metadata.channels != 0) throw DecodeError("the file is damaged: it has two headers");
      read_frame_header(whole(file, segment.content, segment.length), metadata);
      if (!all) return metadata;
    }
    if (segment.marker != kApp1 || !all || has_exif || segment.length < 6) continue;
    const Bytes content = whole(file, segment.content, segment.length);
    using namespace std::string_view_literals;
    constexpr std::string_view kExif = "Exif\0\0"sv;
    has_exif = std::equal(kExif.begin(), kExif.end(), content.begin());
    if (has_exif) metadata.exif_orientation = exif_orientation(content);
  }
}

std::string other_kind(Bytes first) {
  const std::string_view begin(reinterpret_cast<const char*>(first.data()), first.size());
  if (begin.starts_with("BM")) return "bmp";
  if (begin.starts_with("RIFF")) return "webp";
  if (begin.starts_with("PF") || begin.starts_with("Pf")) return "pfm";
  if (begin.starts_with("P")) return "pnm";
  return "tiff";
}

PictureMetadata decoded_metadata(const fs::path& path, Bytes first) {
  const cv::Mat pixels = decode_file(path);
  PictureMetadata metadata;
  metadata.kind = other_kind(first);
  metadata.size = pixels.size();
  metadata.channels = pixels.channels();
  metadata.bit_depth = static_cast<int>(8 * pixels.elemSize1());
  return metadata;
}

PictureMetadata read_metadata(const fs::path& path, bool all) {
  try {
    FileWindow file(path);
    const Bytes first = file.at(0, 12);
    if (first.empty()) throw DecodeError("it is empty");
    if (is_png(first)) {
      PictureMetadata metadata = png_header(file);
      if (all) read_png_blocks(file, metadata);
      return metadata;
    }
    if (is_jpeg(first)) return read_jpeg(file, all);
    return decoded_metadata(path, first);
  } catch (const DecodeError& error) {
    throw DataError(fmt::format("cannot decode {}: {}", path.string(), error.what()));
  } catch (const std::bad_alloc&) {
    throw DataError(fmt::format("cannot decode {}: there is not enough memory", path.string()));
  }
}

}  // namespace

PictureMetadata picture_metadata(const fs::path& path) { return read_metadata(path, true); }

PictureMetadata picture_header(const fs::path& path) { return read_metadata(path, false); }

}  // namespace mbench
