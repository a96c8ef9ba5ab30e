#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <span>

namespace mbench {

/// Decodes any kind of PNG: 8-bit or 16-bit (CV_8U, CV_16U) with one channel for grey, two
/// for grey and alpha, three in the order R, G, B, or four with alpha.
///
/// Grey of 1, 2 or 4 bits is spread over 0..255. A palette becomes its colours: three
/// channels, or one if all of them are grey. Transparent colours, gamma and profiles are
/// ignored. `bytes` is the whole file and is used up as working memory. Throws DecodeError.
cv::Mat decode_png(std::span<std::uint8_t> bytes);

}  // namespace mbench
