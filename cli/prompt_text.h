#pragma once

#include "runners/models/matting_input.h"

#include <string>

namespace mbench {

/// "x0,y0,x1,y1" in pixels of an image of that size: left, top, right, bottom, both corners inside
/// it. Throws UsageError.
BoxPrompt parse_box(const std::string& text, cv::Size image);

/// "x,y,1" for a pixel of the object, "x,y,0" for one that is not. Throws UsageError.
PointPrompt parse_point(const std::string& text, cv::Size image);

}  // namespace mbench
