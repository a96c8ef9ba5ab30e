#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

namespace mbench::oracle {

/// What decides Conn, apart from the pixels.
struct ConnRule {
  /// Smallest byte that passes the sixth threshold: 153 in single precision, 154 in double.
  int sixth_threshold = 153;
  /// Of equally large components: the one whose first pixel comes first column by column
  /// (MATLAB), or row by row.
  bool ties_by_column = true;
  /// A threshold that nothing reaches: ends every pixel's level (false), or is passed over.
  bool skip_empty = false;
  /// The pixels below the threshold compete as one component, and win ties (GCA Python).
  bool background_competes = false;
};

/// 10 l of every pixel (CV_8UC1), from the ten masks of pixels that pass 0.1, 0.2, ... 1.0.
cv::Mat connected_levels(const std::vector<cv::Mat>& passing, const ConnRule& rule);

}  // namespace mbench::oracle
