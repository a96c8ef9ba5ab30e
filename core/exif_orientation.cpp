#include "core/exif_orientation.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace mbench {
namespace {

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShort = 3;
constexpr std::size_t kEntryBytes = 12;

bool begins_with(std::span<const std::uint8_t> bytes, std::string_view text) {
  return bytes.size() >= text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin(), [](char letter, std::uint8_t byte) {
           return static_cast<std::uint8_t>(letter) == byte;
         });
}

/// Numbers of a TIFF block in its own byte order.
class Tiff {
 public:
  Tiff(std::span<const std::uint8_t> bytes, bool big_endian)
      : bytes_(bytes), big_endian_(big_endian) {}

  /// `count` bytes at `offset`; nothing where they lie beyond the end.
  std::optional<std::uint32_t> number(std::size_t offset, std::size_t count) const {
    if (offset > bytes_.size() || bytes_.size() - offset < count) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      value = value << 8 | bytes_[offset + (big_endian_ ? i : count - 1 - i)];
    }
    return value;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  bool big_endian_;
};

std::optional<std::uint32_t> orientation_in(const Tiff& tiff) {
  const std::optional<std::uint32_t> directory = tiff.number(4, 4);
  if (!directory) return std::nullopt;
  const std::optional<std::uint32_t> entries = tiff.number(*directory, 2);
  if (!entries) return std::nullopt;
  for (std::size_t i = 0; i < *entries; ++i) {
    const std::size_t entry = std::size_t{*directory} + 2 + i * kEntryBytes;
    const std::optional<std::uint32_t> tag = tiff.number(entry, 2);
    if (!tag) return std::nullopt;
    if (*tag != kOrientationTag) continue;
    if (tiff.number(entry + 2, 2) != kShort) return std::nullopt;
    return tiff.number(entry + 8, 2);
  }
  return std::nullopt;
}

}  // namespace

int exif_orientation(std::span<const std::uint8_t> exif) {
  using namespace std::string_view_literals;
  constexpr std::string_view kPrefix = "Exif\0\0"sv;
  if (begins_with(exif, kPrefix)) exif = exif.subspan(kPrefix.size());
  const bool big_endian = begins_with(exif, "MM\0*"sv);
  if (!big_endian && !begins_with(exif, "II*\0"sv)) return 1;
  const std::uint32_t value = orientation_in(Tiff(exif, big_endian)).value_or(1);
  return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

}  // namespace mbench
