#pragma once

#include "datasets/layout.h"

namespace mbench {

/// HIM2K, people in groups with an alpha for each: `images/{comp,natural}/IMAGE.jpg` and
/// `alphas/{comp,natural}/IMAGE/00.png, 01.png, ...`, in the root or in a folder HIM2K.
///
/// One sample per person, IMAGE_00, its entity "00"; all of an image share the image's stem as
/// foreground. Splits "comp" and "natural". No trimaps: they are made from the alphas.
Layout him2k_layout();

}  // namespace mbench
