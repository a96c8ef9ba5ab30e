#pragma once

#include "core/image.h"

#include <cstdint>

namespace mbench {

/// A float alpha of one value.
Alpha flat_alpha(int width, int height, float value);
/// A byte alpha of one value.
Alpha flat_bytes(int width, int height, std::uint8_t value);
Trimap flat_trimap(int width, int height, std::uint8_t value);
/// Uniform noise from `seed`, the same on every platform.
Image noise_image(int width, int height, unsigned seed);
Alpha noise_bytes(int width, int height, unsigned seed);
/// Each of 0, 128, 255 with equal chance.
Trimap noise_trimap(int width, int height, unsigned seed);
/// A soft-edged disc of opacity in the middle.
Alpha disc_alpha(int width, int height);

}  // namespace mbench
