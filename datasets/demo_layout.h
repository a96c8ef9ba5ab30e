#pragma once

#include "datasets/layout.h"
#include "datasets/sample.h"

namespace mbench {

/// mbench's own demo pictures: `fg alpha bg images trimaps`, with their pairing written
/// out. Its splits are the three functions below, in this order.
Layout demo_layout();

/// Split `composites`: 7 foregrounds over 3 backgrounds each, named FOREGROUND_0 to _2,
/// at most 1024 pixels on the long side, trimaps by `kDemoTrimap`.
std::vector<Sample> demo_composites(const fs::path& root);

/// Split `4k`: dandelion over sunset-hills, 3840x2160, trimap by `kDemo4kTrimap`.
std::vector<Sample> demo_4k(const fs::path& root);

/// Split `natural`: four photographs with drawn trimaps, at most 1024 pixels on the long side,
/// without ground truth.
std::vector<Sample> demo_natural(const fs::path& root);

/// At 1024 pixels this leaves between 3 and 66 per cent of a picture unknown, and some
/// foreground known even in cables and foliage.
inline constexpr const char* kDemoTrimap = "ellipse:9";
/// The same rim in proportion to the picture.
inline constexpr const char* kDemo4kTrimap = "ellipse:33";

}  // namespace mbench
