#include "tests/core/picture_blocks.h"

#include <algorithm>

namespace mbench {
namespace {

Bytes number(std::uint32_t value, std::size_t bytes, bool big_endian) {
  Bytes made;
  for (std::size_t i = 0; i < bytes; ++i) {
    made.push_back(static_cast<std::uint8_t>(value >> 8 * (big_endian ? bytes - 1 - i : i)));
  }
  return made;
}

Bytes inserted(const Bytes& file, std::size_t at, const Bytes& piece) {
  const auto place = file.begin() + static_cast<std::ptrdiff_t>(at);
  return Bytes(file.begin(), place) + piece + Bytes(place, file.end());
}

}  // namespace

Bytes exif_block(int orientation, bool big_endian) {
  const auto put = [&](int value, std::size_t bytes) {
    return number(static_cast<std::uint32_t>(value), bytes, big_endian);
  };
  const Bytes mark = big_endian ? Bytes{'M', 'M'} : Bytes{'I', 'I'};
  const Bytes directory = put(1, 2) + put(0x0112, 2) + put(3, 2) + put(1, 4) + put(orientation, 2) +
                          put(0, 2) + put(0, 4);
  return mark + put(42, 2) + put(8, 4) + directory;
}

Bytes jpeg_with_exif(const Bytes& jpeg, const Bytes& exif) {
  const Bytes content = Bytes{'E', 'x', 'i', 'f', 0, 0} + exif;
  const auto length = static_cast<std::uint32_t>(content.size() + 2);
  return inserted(jpeg, 2, Bytes{0xFF, 0xE1} + number(length, 2, true) + content);
}

Bytes png_with_chunk(const Bytes& png, const std::string& type, const Bytes& content, bool at_end) {
  constexpr std::size_t kHeaderEnd = 33;
  constexpr std::size_t kEndChunk = 12;
  return inserted(png, at_end ? png.size() - kEndChunk : kHeaderEnd, png_chunk(type, content));
}

Bytes icc_profile(const std::string& colour_space) {
  Bytes profile(132);
  profile[3] = 132;
  std::copy(colour_space.begin(), colour_space.end(), profile.begin() + 16);
  const std::string signature = "acsp";
  std::copy(signature.begin(), signature.end(), profile.begin() + 36);
  return profile;
}

Bytes iccp_content(const Bytes& profile) {
  return Bytes{'n', 'a', 'm', 'e', 0, 0} + zlib_stream(profile);
}

}  // namespace mbench
