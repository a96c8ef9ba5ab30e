#pragma once

#include <cstdint>
#include <string>

#include "tests/core/png_builder.h"

namespace mbench {

/// An Exif block without "Exif\0\0" whose only entry is the orientation, in either byte order.
Bytes exif_block(int orientation, bool big_endian);

/// The JPEG with an APP1 segment of this block right behind its first marker.
Bytes jpeg_with_exif(const Bytes& jpeg, const Bytes& exif);

/// The PNG with one more chunk right behind its header, or right before its end.
Bytes png_with_chunk(const Bytes& png, const std::string& type, const Bytes& content,
                     bool at_end = false);

/// The 128 bytes of an ICC profile's header and a tag table without entries; `colour_space` is
/// "RGB " or "GRAY".
Bytes icc_profile(const std::string& colour_space);

/// The content of an iCCP chunk with this profile.
Bytes iccp_content(const Bytes& profile);

}  // namespace mbench
