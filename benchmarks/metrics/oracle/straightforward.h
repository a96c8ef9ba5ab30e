#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

/// The definitions of metrics/, written down as plainly as they read: one pixel after the
/// other, one flood fill a threshold, the filter as a 2-D sum in double precision. Slow, and
/// shares no code with metrics/. Tests and the fuzzer demand equality with it, benchmarks
/// give ratios to it.
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

/// Which derivative filter Grad uses.
struct GradRule {
  /// 9 taps, unit 2-norm, replicated borders; or 13 taps, the Gaussian summing to 1,
  /// mirrored borders with the edge pixel repeated (scipy).
  bool thirteen_taps = false;
  /// Each image first stretched to 0..1 by its own extremes; else divided by 255.
  bool stretch = true;
};

/// How many pixels of `region` are not zero.
std::int64_t pixels(const cv::Mat& region);

/// Sums over the pixels where `region` is not zero. All pictures CV_8UC1 of one size.
std::int64_t sad_x255(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region);
std::int64_t mse_x65025(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region);
std::int64_t conn_x510(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region,
                       const ConnRule& rule);
double grad(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region,
            const GradRule& rule);

/// 255 where `trimap` is `value`, else 0.
cv::Mat where(const cv::Mat& trimap, int value);

}  // namespace mbench::oracle
