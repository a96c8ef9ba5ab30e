#include "core/png_encoder.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "core/large_buffer.h"
#include "core/png_chunks.h"

namespace mbench {
namespace {

/// Mattes keep the settings that were measured on them. A photograph's trial is worth its time.
PngRecipe recipe_for(const cv::Mat& pixels, PngEffort effort) {
  if (effort == PngEffort::fast) return {std::nullopt, {1}};
  if (pixels.channels() == 1) return {std::nullopt, {5}};
  return smallest_recipe(pixels);
}

std::array<std::uint8_t, 4> big_endian(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

void append(std::vector<unsigned char>& png, std::span<const std::uint8_t> bytes) {
  const std::size_t start = png.size();
  png.resize(start + bytes.size());
  std::copy(bytes.begin(), bytes.end(), png.data() + start);
}

void append_chunk(std::vector<unsigned char>& png, std::string_view type,
                  std::span<const std::uint8_t> content) {
  append(png, big_endian(static_cast<std::uint32_t>(content.size())));
  const std::size_t checked = png.size();
  for (const char letter : type) png.push_back(static_cast<unsigned char>(letter));
  append(png, content);
  append(png, big_endian(libdeflate_crc32(0, png.data() + checked, png.size() - checked)));
}

/// Width, height, depth and colour; deflated, filtered by row, not interlaced.
std::array<std::uint8_t, 13> header_of(const cv::Mat& pixels) {
  const auto width = big_endian(static_cast<std::uint32_t>(pixels.cols));
  const auto height = big_endian(static_cast<std::uint32_t>(pixels.rows));
  const auto colour = pixels.channels() == 1 ? PngHeader::Colour::grey : PngHeader::Colour::rgb;
  std::array<std::uint8_t, 13> header{};
  std::copy(width.begin(), width.end(), header.begin());
  std::copy(height.begin(), height.end(), header.begin() + 4);
  header[8] = 8;
  header[9] = static_cast<std::uint8_t>(colour);
  return header;
}

void require_bytes(const cv::Mat& pixels) {
  MBENCH_ASSERT(!pixels.empty() && (pixels.type() == CV_8UC1 || pixels.type() == CV_8UC3));
}

}  // namespace

PngEffort parse_png_effort(std::string_view text) {
  if (text == "default") return PngEffort::normal;
  if (text == "fast") return PngEffort::fast;
  throw UsageError(fmt::format("unknown PNG effort '{}'", text), "say default or fast");
}

std::vector<unsigned char> png_bytes(const cv::Mat& pixels, const PngRecipe& recipe) {
  require_bytes(pixels);
  const LargeBuffer stream = png_stream(pixels, recipe);
  constexpr std::size_t kAroundTheStream = 128;
  std::vector<unsigned char> png;
  png.reserve(stream.size() + kAroundTheStream);
  append(png, kPngSignature);
  append_chunk(png, "IHDR", header_of(pixels));
  // A chunk's length has 31 bits; a longer stream goes on in the next.
  constexpr std::size_t kLongestChunk = 0x7FFFFFFF;
  for (std::size_t start = 0; start < stream.size(); start += kLongestChunk) {
    append_chunk(png, "IDAT",
                 {stream.data() + start, std::min(kLongestChunk, stream.size() - start)});
  }
  append_chunk(png, "IEND", {});
  return png;
}

std::vector<unsigned char> png_bytes(const cv::Mat& pixels, PngEffort effort) {
  require_bytes(pixels);
  return png_bytes(pixels, recipe_for(pixels, effort));
}

}  // namespace mbench
