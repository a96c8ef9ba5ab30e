#include "core/colour_profile.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <vector>

namespace mbench {
namespace {

constexpr std::size_t kProfileHeaderBytes = 128;
constexpr std::size_t kLongestName = 79;
constexpr std::size_t kFirstTry = std::size_t{1} << 16;
constexpr std::size_t kLongestProfile = std::size_t{1} << 26;

using Bytes = std::span<const std::uint8_t>;

/// The zlib stream behind the profile's name and the compression method.
std::optional<Bytes> compressed_profile(Bytes chunk) {
  const auto zero = std::find(chunk.begin(), chunk.end(), std::uint8_t{0});
  const auto name_bytes = static_cast<std::size_t>(zero - chunk.begin());
  if (name_bytes == 0 || name_bytes > kLongestName || chunk.size() - name_bytes < 2) {
    return std::nullopt;
  }
  if (chunk[name_bytes + 1] != 0) return std::nullopt;
  return chunk.subspan(name_bytes + 2);
}

std::optional<std::vector<std::uint8_t>> inflated(Bytes stream) {
  struct Free {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
  };
  const std::unique_ptr<libdeflate_decompressor, Free> decompressor(
      libdeflate_alloc_decompressor());
  if (decompressor == nullptr) throw std::bad_alloc();
  // The length is not known beforehand, and what the stream says of it need not be true.
  for (std::size_t room = kFirstTry; room <= kLongestProfile; room *= 4) {
    std::vector<std::uint8_t> profile(room);
    std::size_t length = 0;
    const libdeflate_result result = libdeflate_zlib_decompress(
        decompressor.get(), stream.data(), stream.size(), profile.data(), room, &length);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) continue;
    if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
    profile.resize(length);
    return profile;
  }
  return std::nullopt;
}

std::string_view letters(const std::vector<std::uint8_t>& profile, std::size_t offset) {
  return {reinterpret_cast<const char*>(profile.data()) + offset, 4};
}

}  // namespace

bool is_broken_png_profile(std::span<const std::uint8_t> chunk, bool grey_picture) {
  const std::optional<Bytes> stream = compressed_profile(chunk);
  if (!stream) return true;
  const std::optional<std::vector<std::uint8_t>> profile = inflated(*stream);
  if (!profile || profile->size() < kProfileHeaderBytes) return true;
  const std::size_t length = std::size_t{(*profile)[0]} << 24 | std::size_t{(*profile)[1]} << 16 |
                             std::size_t{(*profile)[2]} << 8 | (*profile)[3];
  return length != profile->size() || letters(*profile, 36) != "acsp" ||
         letters(*profile, 16) != (grey_picture ? "GRAY" : "RGB ");
}

}  // namespace mbench
