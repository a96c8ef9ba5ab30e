#pragma once

#include "datasets/layout.h"

namespace mbench {

/// PPM-100, natural portraits: `image/` and `matte/`, matched by stem, in the root or in a folder
/// PPM-100.
///
/// The mattes are JPEG files, so their 0 and 255 carry the noise of compression; by that, and by
/// the lack of trimaps, the set is told from other folders of these names. Trimaps are made from
/// the mattes.
Layout ppm100_layout();

}  // namespace mbench
