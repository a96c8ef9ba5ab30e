#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <cstdio>
#include <span>

namespace mbench {

/// Whether these bytes begin as every JPEG does.
bool is_jpeg(std::span<const std::uint8_t> bytes);

/// Decodes a JPEG to grey (CV_8UC1) or R, G, B (CV_8UC3), with the pixels that Pillow and
/// OpenCV give: libjpeg's exact integer DCT and smooth upsampling.
///
/// CMYK and YCCK become R, G, B as Pillow's convert("RGB") has it, which takes every such
/// file for inverted, as Adobe writes them. EXIF rotation and profiles are ignored. Throws
/// DecodeError, also where libjpeg itself would only warn that data is missing or wrong.
cv::Mat decode_jpeg(std::span<const std::uint8_t> bytes);

/// Width and height from the header of an open file, read from where it stands. Throws
/// DecodeError.
cv::Size read_jpeg_size(std::FILE* file);

}  // namespace mbench
