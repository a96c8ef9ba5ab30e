#pragma once

#include <cstdint>
#include <span>

namespace mbench {

/// How an Exif block says that a picture is to be turned for viewing: 1 (as stored) to 8, as
/// in CIPA DC-008, tag 0x0112.
///
/// `exif` is the content of a JPEG's APP1 segment or of a PNG's eXIf chunk, with or without
/// "Exif\0\0" before its TIFF header, in either byte order. What is damaged, absent or none of
/// the eight counts as 1, as viewers have it.
int exif_orientation(std::span<const std::uint8_t> exif);

}  // namespace mbench
