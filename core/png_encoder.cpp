#include "core/png_encoder.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "core/large_buffer.h"
#include "core/png_chunks.h"
#include "core/png_filters.h"

namespace mbench {
namespace {

/// Those that most often suit a matte come first: the search ends where nothing is left over.
constexpr std::array<PngFilter, kPngFilters> kCandidates{
    PngFilter::up, PngFilter::sub, PngFilter::paeth, PngFilter::average, PngFilter::none};

/// Of the differences, taken as signed.
std::uint64_t sum_of_sizes(const std::vector<std::uint8_t>& differences) {
  std::uint64_t total = 0;
  // In pieces whose sum fits a smaller number, which the compiler adds up faster.
  constexpr std::size_t kPiece = 4096;
  for (std::size_t start = 0; start < differences.size(); start += kPiece) {
    const std::size_t end = std::min(start + kPiece, differences.size());
    std::uint32_t sum = 0;
    for (std::size_t i = start; i < end; ++i) {
      sum += static_cast<std::uint32_t>(std::abs(static_cast<std::int8_t>(differences[i])));
    }
    total += sum;
  }
  return total;
}

/// All rows, each behind the code of its filter.
LargeBuffer filtered_rows(const cv::Mat& pixels) {
  const int distance = pixels.channels();
  const std::size_t row_bytes = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
  LargeBuffer rows((row_bytes + 1) * static_cast<std::size_t>(pixels.rows));
  const std::vector<std::uint8_t> zeros(row_bytes);
  std::vector<std::uint8_t> differences(row_bytes);
  std::uint8_t* to = rows.data();
  for (int y = 0; y < pixels.rows; ++y, to += row_bytes + 1) {
    const std::uint8_t* const above = y > 0 ? pixels.ptr(y - 1) : zeros.data();
    std::uint64_t least = UINT64_MAX;
    for (const PngFilter filter : kCandidates) {
      apply_png_filter(filter, pixels.ptr(y), above, differences.data(), row_bytes, distance);
      const std::uint64_t sum = sum_of_sizes(differences);
      if (sum >= least) continue;
      least = sum;
      to[0] = static_cast<std::uint8_t>(filter);
      std::memcpy(to + 1, differences.data(), row_bytes);
      if (least == 0) break;
    }
  }
  return rows;
}

/// libdeflate's level, of 1 to 12.
int level_of(PngEffort effort) { return effort == PngEffort::normal ? 5 : 1; }

LargeBuffer compressed(const LargeBuffer& rows, int level) {
  struct Free {
    void operator()(libdeflate_compressor* c) const { libdeflate_free_compressor(c); }
  };
  const std::unique_ptr<libdeflate_compressor, Free> compressor(libdeflate_alloc_compressor(level));
  if (compressor == nullptr) throw std::bad_alloc();
  LargeBuffer stream(libdeflate_zlib_compress_bound(compressor.get(), rows.size()));
  const std::size_t used = libdeflate_zlib_compress(compressor.get(), rows.data(), rows.size(),
                                                    stream.data(), stream.size());
  MBENCH_ASSERT(used > 0);
  stream.shrink(used);
  return stream;
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

}  // namespace

PngEffort parse_png_effort(std::string_view text) {
  if (text == "default") return PngEffort::normal;
  if (text == "fast") return PngEffort::fast;
  throw UsageError(fmt::format("unknown PNG effort '{}'", text), "say default or fast");
}

std::vector<unsigned char> png_bytes(const cv::Mat& pixels, PngEffort effort) {
  MBENCH_ASSERT(!pixels.empty() && (pixels.type() == CV_8UC1 || pixels.type() == CV_8UC3));
  const LargeBuffer stream = compressed(filtered_rows(pixels), level_of(effort));
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

}  // namespace mbench
