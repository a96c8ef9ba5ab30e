#pragma once

#include <cstdint>
#include <span>

namespace mbench {

/// Whether the content of a PNG's iCCP chunk holds no usable ICC profile: it does not inflate,
/// is shorter than a profile's header (128 bytes) or longer than 64 MiB, gives another length
/// than it has, lacks the signature "acsp", or is for grey where the picture has colours or
/// the other way round.
///
/// Decoders warn about such a profile, refuse it or apply it; the pixels are untouched.
/// Source: PNG Specification (Third Edition) 11.3.2.3; ICC.1:2010, 7.2.
bool is_broken_png_profile(std::span<const std::uint8_t> chunk, bool grey_picture);

}  // namespace mbench
