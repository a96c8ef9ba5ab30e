#pragma once

#include "datasets/sample.h"

#include <vector>

namespace mbench {

/// The size of the sample with the most pixels, by the headers of its files; nothing is decoded.
/// Degradations keep sizes. Throws DataError for a file that cannot be read.
cv::Size largest_sample(const std::vector<Sample>& samples);

}  // namespace mbench
