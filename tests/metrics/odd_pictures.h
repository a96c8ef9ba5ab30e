#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <random>

namespace mbench {

/// A prediction, a truth and a trimap that a metric may get wrong: constants, noise on few
/// levels, values on the thresholds, islands of equal size, spirals, checkerboards, single
/// rows and columns, bodies with noise around them, truths that the prediction hardly leaves.
struct OddPictures {
  cv::Mat predicted;
  cv::Mat truth;
  cv::Mat trimap;
};

/// The same for the same seed, on every platform. `longest` bounds width and height.
OddPictures odd_pictures(std::uint32_t seed, int longest);
/// A few rows of 4090 to 8390 pixels.
OddPictures wide_pictures(std::uint32_t seed);

}  // namespace mbench
