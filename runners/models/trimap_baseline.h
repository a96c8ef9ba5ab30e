#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `trimap`: every unknown pixel is half opaque. The floor that a method must beat.
ModelEntry trimap_baseline();

}  // namespace mbench
