#pragma once

#include "core/image.h"

namespace mbench {

/// The picture after it was saved as a JPEG of `quality` 1..100 and read again.
///
/// Baseline, libjpeg's tables for that quality, colours at half the resolution in both directions
/// (4:2:0) at every quality, exact integer DCT: the pixels of Pillow's save(quality=...) with its
/// defaults. Throws DataError for more than 65,500 pixels on a side.
Image through_jpeg(const Image& image, int quality);

}  // namespace mbench
