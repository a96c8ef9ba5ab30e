#pragma once

#include "benchmarks/metrics/oracle/connected_levels.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>

/// The definitions of metrics/, written down as plainly as they read: one pixel after the
/// other, one flood fill a threshold, the filter as a 2-D sum in double precision. Slow, and
/// shares no code with metrics/. Tests and the fuzzer demand equality with it, benchmarks
/// give ratios to it.
namespace mbench::oracle {

/// Which derivative filter Grad uses.
struct GradRule {
  /// 9 taps, unit 2-norm, replicated borders; or 13 taps, the Gaussian summing to 1,
  /// mirrored borders with the edge pixel repeated (scipy).
  bool thirteen_taps = false;
  /// Each image first stretched to 0..1 by its own extremes; else bytes divided by 255.
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

/// The same sums for opacities in 0..1 (CV_32FC1); grad() takes them as well. `in_double`:
/// thresholds are compared in double precision, else in single.
double sum_of_absolute(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region);
double sum_of_squares(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region);
double conn_of_floats(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region,
                      const ConnRule& rule, bool in_double);

/// 255 where `trimap` is `value`, else 0.
cv::Mat where(const cv::Mat& trimap, int value);

}  // namespace mbench::oracle
