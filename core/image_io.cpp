#include "core/image_io.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/large_pages.h"
#include "core/picture_decoder.h"
#include "core/png_encoder.h"

namespace mbench {
namespace {

/// Depths that hold no opacity or colour: signed numbers.
[[noreturn]] void refuse_depth(const fs::path& path) {
  throw DataError(
      fmt::format("cannot use {}: its samples are not 8 or 16 bits without a sign", path.string()),
      "save it as an 8-bit or 16-bit PNG");
}

cv::Mat cut_to_bytes(const cv::Mat& pixels, const fs::path& path) {
  if (pixels.depth() == CV_8U) return pixels;
  if (pixels.depth() != CV_16U) refuse_depth(path);
  cv::Mat bytes = new_pixels(pixels.size(), CV_8UC(pixels.channels()));
  const std::ptrdiff_t samples = std::ptrdiff_t{pixels.cols} * pixels.channels();
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* const from = pixels.ptr<std::uint16_t>(y);
    std::transform(from, from + samples, bytes.ptr(y),
                   [](std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); });
  }
  return bytes;
}

/// What the first channel leaves out.
struct OtherChannels {
  bool colours_differ = false;
  bool transparent = false;
};

template <typename Sample>
OtherChannels copy_first_channel(const cv::Mat& pixels, cv::Mat& first) {
  const int channels = pixels.channels();
  const int colours = channels >= 3 ? 3 : 1;
  const Sample opaque = std::is_integral_v<Sample> ? std::numeric_limits<Sample>::max() : Sample{1};
  OtherChannels others;
  for (int y = 0; y < pixels.rows; ++y) {
    const Sample* from = pixels.ptr<Sample>(y);
    Sample* const to = first.ptr<Sample>(y);
    for (int x = 0; x < pixels.cols; ++x, from += channels) {
      to[x] = from[0];
      if (colours == 3) others.colours_differ |= (from[1] != from[0]) | (from[2] != from[0]);
      if (channels > colours) others.transparent |= from[colours] != opaque;
    }
  }
  return others;
}

cv::Mat first_channel(const cv::Mat& pixels, const fs::path& path,
                      std::vector<std::string>& warnings) {
  if (pixels.channels() == 1) return pixels;
  cv::Mat first = new_pixels(pixels.size(), pixels.depth());
  OtherChannels others;
  switch (pixels.depth()) {
    case CV_8U:
      others = copy_first_channel<std::uint8_t>(pixels, first);
      break;
    case CV_16U:
      others = copy_first_channel<std::uint16_t>(pixels, first);
      break;
    case CV_32F:
      others = copy_first_channel<float>(pixels, first);
      break;
    case CV_64F:
      others = copy_first_channel<double>(pixels, first);
      break;
    default:
      refuse_depth(path);
  }
  if (others.colours_differ) warnings.emplace_back("channels differ; the first is used");
  if (others.transparent) {
    warnings.emplace_back("it has a transparency channel, which is not used; the first is");
  }
  return first;
}

void refuse_bad_opacity(const cv::Mat& pixels, const fs::path& path) {
  for (int y = 0; y < pixels.rows; ++y) {
    const float* const row = pixels.ptr<float>(y);
    // Written so that NaN, too, is found.
    const float* const offender = std::find_if_not(
        row, row + pixels.cols, [](float value) { return value >= 0.0F && value <= 1.0F; });
    if (offender == row + pixels.cols) continue;
    throw DataError(fmt::format("cannot use {}: it holds {} at column {}, row {}", path.string(),
                                *offender, offender - row, y),
                    "an opacity lies between 0 and 1");
  }
}

cv::Mat opacity_of(const cv::Mat& pixels, const fs::path& path) {
  cv::Mat opacity;
  switch (pixels.depth()) {
    case CV_8U:
      return pixels;
    case CV_16U:
      opacity = new_pixels(pixels.size(), CV_32FC1);
      for (int y = 0; y < pixels.rows; ++y) {
        const auto* const from = pixels.ptr<std::uint16_t>(y);
        std::transform(from, from + pixels.cols, opacity.ptr<float>(y),
                       [](std::uint16_t value) { return static_cast<float>(value) / 65535.0F; });
      }
      return opacity;
    case CV_32F:
    case CV_64F:
      pixels.convertTo(opacity, CV_32F);
      refuse_bad_opacity(opacity, path);
      return opacity;
    default:
      refuse_depth(path);
  }
}

/// "12 pixels are none of 0, 128 and 255, the first of them 127 at column 3, row 8".
std::optional<std::string> off_values_of(const Trimap& trimap) {
  const std::int64_t count = trimap.off_values();
  if (count == 0) return std::nullopt;
  const cv::Mat& pixels = trimap.pixels();
  for (int y = 0;; ++y) {
    const std::uint8_t* const row = pixels.ptr(y);
    const std::uint8_t* const first = std::find_if(row, row + pixels.cols, [](std::uint8_t value) {
      return value != Trimap::kBackground && value != Trimap::kUnknown &&
             value != Trimap::kForeground;
    });
    if (first == row + pixels.cols) continue;
    return fmt::format("{} {} none of 0, 128 and 255, the first {} at column {}, row {}", count,
                       count == 1 ? "pixel is" : "pixels are", *first, first - row, y);
  }
}

std::string ending(const fs::path& path) {
  std::string text = path.extension().string();
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::vector<unsigned char> encode(const std::string& form, const cv::Mat& pixels,
                                  const std::vector<int>& options) {
  cv::Mat ordered;
  if (pixels.channels() == 3) cv::cvtColor(pixels, ordered, cv::COLOR_RGB2BGR);
  std::vector<unsigned char> bytes;
  MBENCH_ASSERT(cv::imencode(form, ordered.empty() ? pixels : ordered, bytes, options));
  return bytes;
}

void write_bytes(const fs::path& path, const std::vector<unsigned char>& bytes) {
  write_file_atomically(path, bytes.data(), bytes.size());
}

[[noreturn]] void refuse_ending(const fs::path& path, const std::string& endings) {
  throw UsageError(fmt::format("cannot write {}: unknown ending", path.string()),
                   fmt::format("let the file's name end in {}", endings));
}

void write_png(const fs::path& path, const cv::Mat& pixels) {
  if (ending(path) != ".png") refuse_ending(path, ".png");
  write_bytes(path, encode_png(pixels));
}

}  // namespace

Read<Image> read_image(const fs::path& path) {
  cv::Mat pixels = decode_file(path);
  std::vector<std::string> warnings;
  if (pixels.channels() == 2) cv::extractChannel(pixels, pixels, 0);
  pixels = cut_to_bytes(pixels, path);
  if (pixels.channels() == 1) cv::cvtColor(pixels, pixels, cv::COLOR_GRAY2RGB);
  if (pixels.channels() == 4) cv::cvtColor(pixels, pixels, cv::COLOR_RGBA2RGB);
  return {Image(pixels), warnings};
}

Read<Alpha> read_alpha(const fs::path& path) {
  std::vector<std::string> warnings;
  const cv::Mat first = first_channel(decode_file(path), path, warnings);
  return {Alpha(opacity_of(first, path)), warnings};
}

Read<Trimap> read_trimap(const fs::path& path) {
  std::vector<std::string> warnings;
  const cv::Mat first = first_channel(decode_file(path), path, warnings);
  const Trimap trimap(cut_to_bytes(first, path));
  if (const std::optional<std::string> off = off_values_of(trimap)) warnings.push_back(*off);
  return {trimap, warnings};
}

Trimap read_strict_trimap(const fs::path& path) {
  std::vector<std::string> unheard;
  const Trimap trimap(cut_to_bytes(first_channel(decode_file(path), path, unheard), path));
  if (const std::optional<std::string> off = off_values_of(trimap)) {
    throw DataError(fmt::format("cannot use trimap {}: {}", path.string(), *off),
                    "write background as 0, unknown as 128 and foreground as 255");
  }
  return trimap;
}

void write_alpha(const fs::path& path, const Alpha& alpha, Rounding rounding) {
  const std::string form = ending(path);
  if (form == ".tif" || form == ".tiff") {
    if (!cv::haveImageWriter("alpha.tiff")) {
      throw UsageError(fmt::format("cannot write {}: this OpenCV has no TIFF", path.string()),
                       "let the file's name end in .png (8 bit)");
    }
    write_bytes(path, encode(".tiff", to_float(alpha).pixels(), {}));
  } else if (form == ".png") {
    write_png(path, to_bytes(alpha, rounding).pixels());
  } else {
    refuse_ending(path, ".png (8 bit), .tif or .tiff (float)");
  }
}

void write_image(const fs::path& path, const Image& image) { write_png(path, image.pixels()); }

void write_trimap(const fs::path& path, const Trimap& trimap) { write_png(path, trimap.pixels()); }

std::vector<unsigned char> encode_jpeg(const cv::Mat& pixels, int quality) {
  return encode(".jpg", pixels, {cv::IMWRITE_JPEG_QUALITY, quality});
}

std::vector<unsigned char> encode_png(const cv::Mat& pixels) { return png_bytes(pixels); }

cv::Size image_size(const fs::path& path) { return size_of_file(path); }

}  // namespace mbench
