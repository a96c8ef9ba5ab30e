#include "core/picture_decoder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/decode_error.h"
#include "core/error.h"
#include "core/jpeg_decoder.h"
#include "core/png_chunks.h"
#include "core/png_decoder.h"
#include "core/read_clock.h"

namespace mbench {
namespace {

/// Whether the file begins as a TIFF, WebP, BMP, PNM or PFM does. Debian's OpenCV would take
/// other files to decoders that end the program when they meet damage.
bool is_of_a_kind_left_to_opencv(std::span<const std::uint8_t> bytes) {
  using namespace std::string_view_literals;
  const std::string_view begin(reinterpret_cast<const char*>(bytes.data()),
                               std::min<std::size_t>(bytes.size(), 12));
  for (const std::string_view kind : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv, "BM"sv, "PF"sv,
                                      "Pf"sv, "P1"sv, "P2"sv, "P3"sv, "P4"sv, "P5"sv, "P6"sv}) {
    if (begin.starts_with(kind)) return true;
  }
  return begin.size() == 12 && begin.starts_with("RIFF") && begin.ends_with("WEBP");
}

/// Whether OpenCV would take the file to its DICOM decoder, which asserts, however it begins.
bool has_mark_of_dicom(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kPreamble = 128;  // anything may stand there
  constexpr std::string_view kMark = "DICM";
  return bytes.size() >= kPreamble + kMark.size() &&
         std::memcmp(bytes.data() + kPreamble, kMark.data(), kMark.size()) == 0;
}

cv::Mat decode_other(std::span<std::uint8_t> bytes) {
  if (!is_of_a_kind_left_to_opencv(bytes)) {
    throw DecodeError("it is none of PNG, JPEG, TIFF, WebP, BMP, PNM and PFM");
  }
  if (has_mark_of_dicom(bytes)) {
    throw DecodeError("its bytes 128 to 131 make it a DICOM file to OpenCV; save it as a PNG");
  }
  if (bytes.size() > INT_MAX) throw DecodeError("it is larger than two gigabytes");
  const cv::Mat file(1, static_cast<int>(bytes.size()), CV_8UC1, bytes.data());
  cv::Mat pixels;
  try {
    pixels = cv::imdecode(file, cv::IMREAD_UNCHANGED);
    if (pixels.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
    if (pixels.channels() == 4) cv::cvtColor(pixels, pixels, cv::COLOR_BGRA2RGBA);
  } catch (const cv::Exception& error) {
    throw DecodeError(error.err);
  }
  if (pixels.empty())
    throw DecodeError("it is damaged, or of a kind that this OpenCV was built without");
  return pixels;
}

/// Runs `decode` and gives its error the file's name.
template <typename Decode>
auto naming(const fs::path& path, Decode decode) {
  try {
    return decode();
  } catch (const DecodeError& error) {
    throw DataError(fmt::format("cannot decode {}: {}", path.string(), error.what()));
  } catch (const std::bad_alloc&) {
    throw DataError(fmt::format("cannot decode {}: there is not enough memory", path.string()));
  } catch (const cv::Exception& error) {
    // OpenCV's way of saying that there is not enough memory.
    throw DataError(fmt::format("cannot decode {}: {}", path.string(), error.err));
  }
}

/// The size from the first bytes of a PNG or a JPEG; nothing for other files.
std::optional<cv::Size> size_from_header(const fs::path& path) {
  errno = 0;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  std::array<std::uint8_t, 64> first{};
  const std::size_t got =
      file == nullptr ? 0 : std::fread(first.data(), 1, first.size(), file.get());
  if (file == nullptr || std::ferror(file.get()) != 0) {
    throw DataError(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  const std::span<const std::uint8_t> bytes(first.data(), got);
  if (is_png(bytes)) {
    const PngHeader header = read_png_header(bytes);
    return cv::Size(header.width, header.height);
  }
  if (is_jpeg(bytes) && std::fseek(file.get(), 0, SEEK_SET) == 0) return read_jpeg_size(file.get());
  return std::nullopt;
}

}  // namespace

cv::Mat decode_picture(std::span<std::uint8_t> bytes) {
  if (bytes.empty()) throw DecodeError("it is empty");
  if (is_png(bytes)) return decode_png(bytes);
  if (is_jpeg(bytes)) return decode_jpeg(bytes);
  return decode_other(bytes);
}

cv::Mat decode_file(const fs::path& path) {
  return naming(path, [&] {
    LargeBuffer bytes = [&] {
      const ReadClock::Reading reading;
      return read_large_file(path);
    }();
    return decode_picture({bytes.data(), bytes.size()});
  });
}

cv::Size size_of_file(const fs::path& path) {
  return naming(path, [&] {
    const std::optional<cv::Size> size = size_from_header(path);
    return size ? *size : decode_file(path).size();
  });
}

}  // namespace mbench
