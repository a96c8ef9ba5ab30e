#pragma once

#include "datasets/layout.h"

namespace mbench {

/// The photographs of COCO, over which Composition-1K's training set is composed: `train2014`,
/// `val2014`, `train2017`, ..., in the root or in a folder coco or images. The folders are the
/// splits. Only backgrounds: an image each, nothing to score.
Layout coco_layout();

}  // namespace mbench
