#pragma once

#include <opencv2/core/mat.hpp>

namespace mbench {

/// Pixels to be filled: as cv::Mat(size, type), but a large picture lies in large memory
/// pages where the system has them.
///
/// The first touch of fresh memory costs a fault for each page; a 29-megapixel matte has
/// 7,000 small pages, and their faults can take longer than decoding it.
cv::Mat new_pixels(cv::Size size, int type);

/// Has every large cv::Mat of this process lie in large pages from now on, OpenCV's own
/// included. Called once, by the program, before there are threads.
void use_large_pages_everywhere();

}  // namespace mbench
