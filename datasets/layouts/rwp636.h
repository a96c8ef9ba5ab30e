#pragma once

#include "datasets/layout.h"

namespace mbench {

/// RealWorldPortrait-636: `image/`, `alpha/` and `detailmap/STEM_cloud_trimap.jpg`, in the root or
/// in a folder RealWorldPortrait-636 or RWP-636.
///
/// A detail map tells where the authors measure: wherever it is above 0. It is a JPEG file, so
/// that its values are blurred by compression. Trimap source "detailmap".
Layout rwp636_layout();

}  // namespace mbench
