#include "core/image_io.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"

namespace mbench {
namespace {

/// Colours in the order R, G, B (A), depth as stored.
cv::Mat decode(const fs::path& path) {
  const std::vector<unsigned char> bytes = read_file(path);
  cv::Mat pixels;
  try {
    if (!bytes.empty()) pixels = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
  } catch (const cv::Exception& error) {
    throw DataError(fmt::format("cannot decode {}: {}", path.string(), error.err));
  }
  if (pixels.empty()) {
    throw DataError(fmt::format("cannot decode {}: not an image, or damaged", path.string()));
  }
  if (pixels.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
  if (pixels.channels() == 4) cv::cvtColor(pixels, pixels, cv::COLOR_BGRA2RGBA);
  return pixels;
}

cv::Mat cut_to_bytes(const cv::Mat& pixels, const fs::path& path) {
  if (pixels.depth() == CV_8U) return pixels;
  if (pixels.depth() != CV_16U) {
    throw DataError(fmt::format("{} is neither 8-bit nor 16-bit", path.string()));
  }
  cv::Mat bytes(pixels.size(), CV_MAKETYPE(CV_8U, pixels.channels()));
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* const from = pixels.ptr<std::uint16_t>(y);
    auto* const to = bytes.ptr<std::uint8_t>(y);
    std::transform(from, from + pixels.cols * pixels.channels(), to,
                   [](std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); });
  }
  return bytes;
}

bool channels_differ(const cv::Mat& pixels) {
  std::vector<cv::Mat> planes;
  cv::split(pixels, planes);
  for (std::size_t i = 1; i < std::min<std::size_t>(planes.size(), 3); ++i) {
    if (planes.size() == 2) return false;
    cv::Mat unequal;
    cv::compare(planes[0], planes[i], unequal, cv::CMP_NE);
    if (cv::countNonZero(unequal) > 0) return true;
  }
  return false;
}

cv::Mat first_channel(const cv::Mat& pixels, std::vector<std::string>& warnings) {
  if (pixels.channels() == 1) return pixels;
  if (channels_differ(pixels)) warnings.emplace_back("channels differ; the first is used");
  cv::Mat first;
  cv::extractChannel(pixels, first, 0);
  return first;
}

void refuse_bad_opacity(const cv::Mat& pixels, const fs::path& path) {
  for (int y = 0; y < pixels.rows; ++y) {
    const float* const row = pixels.ptr<float>(y);
    for (int x = 0; x < pixels.cols; ++x) {
      if (row[x] >= 0.0F && row[x] <= 1.0F) continue;
      throw DataError(fmt::format("{} holds {} at column {}, row {}; opacity is 0 to 1",
                                  path.string(), row[x], x, y));
    }
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
  cv::Mat ordered = pixels;
  if (pixels.channels() == 3) cv::cvtColor(pixels, ordered, cv::COLOR_RGB2BGR);
  std::vector<unsigned char> bytes;
  cv::imencode(form, ordered, bytes, options);
  return bytes;
}

void write_bytes(const fs::path& path, const std::vector<unsigned char>& bytes) {
  write_file_atomically(path, bytes.data(), bytes.size());
}

void require_png(const fs::path& path) {
  if (ending(path) == ".png") return;
  throw UsageError(fmt::format("cannot write {}: its ending is not .png", path.string()),
                   "name the file with the ending .png");
}

}  // namespace

Read<Image> read_image(const fs::path& path) {
  cv::Mat pixels = cut_to_bytes(decode(path), path);
  if (pixels.channels() == 1) cv::cvtColor(pixels, pixels, cv::COLOR_GRAY2RGB);
  if (pixels.channels() == 4) cv::cvtColor(pixels, pixels, cv::COLOR_RGBA2RGB);
  return {Image(pixels), {}};
}

Read<Alpha> read_alpha(const fs::path& path) {
  std::vector<std::string> warnings;
  cv::Mat pixels = first_channel(decode(path), warnings);
  if (pixels.depth() == CV_16U) {
    cv::Mat opacity(pixels.size(), CV_32FC1);
    for (int y = 0; y < pixels.rows; ++y) {
      const auto* const from = pixels.ptr<std::uint16_t>(y);
      std::transform(from, from + pixels.cols, opacity.ptr<float>(y),
                     [](std::uint16_t value) { return static_cast<float>(value) / 65535.0F; });
    }
    pixels = opacity;
  }
  if (pixels.depth() == CV_32F) refuse_bad_opacity(pixels, path);
  return {Alpha(pixels), warnings};
}

Read<Trimap> read_trimap(const fs::path& path) {
  std::vector<std::string> warnings;
  Trimap trimap(cut_to_bytes(first_channel(decode(path), warnings), path));
  if (const std::int64_t others = trimap.off_values(); others > 0) {
    warnings.push_back(fmt::format("{} pixels are none of 0, 128 and 255", others));
  }
  return {trimap, warnings};
}

Trimap read_strict_trimap(const fs::path& path) {
  const Trimap trimap = read_trimap(path).picture;
  if (const std::int64_t others = trimap.off_values(); others > 0) {
    throw DataError(
        fmt::format("{} has {} pixels that are none of 0, 128 and 255", path.string(), others));
  }
  return trimap;
}

void write_alpha(const fs::path& path, const Alpha& alpha, Rounding rounding) {
  const std::string form = ending(path);
  if (form == ".tif" || form == ".tiff") {
    write_bytes(path, encode(".tiff", to_float(alpha).pixels(), {}));
  } else if (form == ".png") {
    write_bytes(path, encode_png(to_bytes(alpha, rounding).pixels()));
  } else {
    throw UsageError(fmt::format("cannot write {}: an alpha is .png, .tif or .tiff", path.string()),
                     "name the file with one of these endings");
  }
}

void write_image(const fs::path& path, const Image& image) {
  require_png(path);
  write_bytes(path, encode_png(image.pixels()));
}

void write_trimap(const fs::path& path, const Trimap& trimap) {
  require_png(path);
  write_bytes(path, encode_png(trimap.pixels()));
}

std::vector<unsigned char> encode_jpeg(const cv::Mat& pixels, int quality) {
  return encode(".jpg", pixels, {cv::IMWRITE_JPEG_QUALITY, quality});
}

std::vector<unsigned char> encode_png(const cv::Mat& pixels) { return encode(".png", pixels, {}); }

cv::Size image_size(const fs::path& path) { return decode(path).size(); }

}  // namespace mbench
