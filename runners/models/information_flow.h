#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `information-flow`: opacity flows between pixels of like colour, near and far.
///
/// Aksoy, Aydin, Pollefeys, "Designing Effective Inter-Pixel Information Flow for Natural
/// Image Matting" (CVPR 2017), as OpenCV's alphamat module implements it.
ModelEntry information_flow();

}  // namespace mbench
