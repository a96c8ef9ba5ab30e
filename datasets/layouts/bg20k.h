#pragma once

#include "datasets/layout.h"

namespace mbench {

/// BG-20k, photographs without a salient object: `BG-20k/{train,testval}` or `BG20k/full`, or
/// with the inner folders in the root. Only backgrounds: an image each, nothing to score.
Layout bg20k_layout();

}  // namespace mbench
