#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace mbench {

/// How far it is from each pixel to the nearest one of a certain value, exactly, as far as
/// `radius_px`. Outside the picture there are no pixels.
///
/// Meijster, Roerdink and Hesselink, "A general algorithm for computing distance transforms in
/// linear time" (2000), in integers: the radius costs no time.
class NearPixels {
 public:
  static constexpr int kFar = std::numeric_limits<int>::max();
  static constexpr int kLargestRadius = 10000;

  /// Throws InternalError unless `pixels` is CV_8UC1 and the radius 1..kLargestRadius.
  NearPixels(const cv::Mat& pixels, std::uint8_t value, int radius_px);

  /// The squared distances of row `y` in pixels; kFar beyond the radius. Any number of threads
  /// may ask at once.
  std::vector<int> squared_distances(int y) const;

 private:
  int radius_px_;
  cv::Mat vertical_;  ///< CV_16UC1: distances within the column, radius + 1 where it is farther
};

}  // namespace mbench
