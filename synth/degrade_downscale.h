#pragma once

#include "core/image.h"

namespace mbench {

/// The picture brought to 1 / `factor` of its width and height, above 1, and back: both sides
/// rounded half up, at least one pixel, both ways by Pillow's BICUBIC, bit for bit.
Image downscaled_and_back(const Image& image, double factor);

}  // namespace mbench
