#pragma once

#include "core/image.h"

namespace mbench {

/// The picture under a Gaussian blur of deviation `sigma_px` in pixels, above 0.
///
/// The kernel exp(-k^2 / (2 sigma^2)) ends at |k| = floor(4 sigma + 1/2) and sums to 1; beyond its
/// edge the picture goes on as its mirror image about the outermost pixel. Rows first, then
/// columns, each rounded to bytes. In integers, so the same on every machine.
Image blurred(const Image& image, double sigma_px);

}  // namespace mbench
