#pragma once

#include "core/image.h"

namespace mbench {

/// Closed-form matting straight from the paper's formulas, with full matrices: what the
/// fast one must equal. For images of some hundred pixels, at least a window in size.
cv::Mat dense_closed_form(const Image& image, const Trimap& trimap, int radius, double epsilon);

}  // namespace mbench
