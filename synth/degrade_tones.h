#pragma once

#include "core/image.h"

namespace mbench {

/// Every sample's distance from the middle grey 128 times `factor`, at least 0: 128 + factor (v -
/// 128), rounded half up and clipped to 0..255.
Image with_contrast(const Image& image, double factor);

/// Every sample by the power `gamma`, above 0: 255 (v / 255)^gamma, rounded half up. Above 1 the
/// picture grows darker; black and white stay.
Image with_gamma(const Image& image, double gamma);

}  // namespace mbench
