#pragma once

#include "core/thread_team.h"
#include "metrics/gradient_strip.h"

#include <vector>

namespace mbench {

/// The derivative filters in use; sigma 1.4 in both.
enum class GradientFilter {
  /// 9 taps, each kernel of unit Frobenius norm, borders replicated: the MATLAB code's.
  unit_norm_9,
  /// 13 taps, the Gaussian summing to 1, borders mirrored: scipy's gaussian_filter.
  unit_sum_13,
};

GradientTaps gradient_taps(GradientFilter filter);

/// gradient_error() beside other work: from its construction on, bands of the pictures are done by
/// the team's threads where they would wait in ThreadTeam::each().
class GradientError {
 public:
  /// The pictures must outlive this object.
  GradientError(const GradientJob& job, ThreadTeam& team);

  /// Does what is left, on all threads.
  double finish();

 private:
  void add_band(std::size_t band);

  GradientJob job_;
  std::vector<double> sums_;
  ThreadTeam::Beside bands_;
};

/// Sum over the job's region of the squared difference of the gradient amplitudes, in double
/// precision. The same on any number of threads.
double gradient_error(const GradientJob& job, ThreadTeam& team);

}  // namespace mbench
