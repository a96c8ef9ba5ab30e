#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `guided-filter`: the trimap smoothed along the image's edges.
///
/// He, Sun, Tang, "Guided Image Filtering" (ECCV 2010): in every window of
/// (2·radius+1)² pixels the output is an affine function of the colour, the least-squares
/// fit to the trimap's opacities with the ridge `epsilon` (colours in 0..1); a pixel takes
/// the mean over its windows. A single pass, no system to solve.
ModelEntry guided_filter();

}  // namespace mbench
