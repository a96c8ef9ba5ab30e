#pragma once

#include <cstdint>

namespace mbench {

/// One byte of Composition-1K's blend: trunc(a·F + (1-a)·B) in double with a = A/255, each
/// product and the sum rounded on its own.
std::uint8_t blend_byte(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background);

/// The same sum rounded to the nearest, halves to the even, as OpenCV saves doubles.
std::uint8_t blend_byte_rounded(std::uint8_t alpha, std::uint8_t foreground,
                                std::uint8_t background);

/// blend_byte for a row of `width` R,G,B pixels with one alpha each.
///
/// Integers give the same: q = (A·F + (255-A)·B) div 255 wherever the division leaves a
/// rest, since the error of the doubles is far below 1/255. Where it leaves none, the
/// double may lie just under q, and blend_byte decides. `to` may not overlap the sources.
void blend_row(const std::uint8_t* alpha, const std::uint8_t* foreground,
               const std::uint8_t* background, std::uint8_t* to, int width);

/// blend_byte_rounded for such a row. The sum is a whole number of 255ths, and 255 is odd, so
/// none lies at a half and integers give the same without exceptions.
void blend_row_rounded(const std::uint8_t* alpha, const std::uint8_t* foreground,
                       const std::uint8_t* background, std::uint8_t* to, int width);

}  // namespace mbench
