#include "metrics/gradient_error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace mbench {

GradientTaps gradient_taps(GradientFilter filter) {
  constexpr double kSigma = 1.4;
  GradientTaps taps;
  taps.radius = filter == GradientFilter::unit_norm_9 ? 4 : 6;
  taps.mirrored = filter == GradientFilter::unit_sum_13;
  double sum = 0;
  double squares = 0;
  double slope_squares = 0;
  for (int i = 0; i <= taps.radius; ++i) {
    const double gauss = std::exp(-i * i / (2 * kSigma * kSigma));
    const double slope = i * gauss / (kSigma * kSigma);
    taps.smooth[i] = gauss;
    taps.slope[i] = slope;
    const int sides = i == 0 ? 1 : 2;
    sum += sides * gauss;
    squares += sides * gauss * gauss;
    slope_squares += sides * slope * slope;
  }
  const bool unit_norm = filter == GradientFilter::unit_norm_9;
  for (double& tap : taps.smooth) tap /= unit_norm ? std::sqrt(squares) : sum;
  for (double& tap : taps.slope) tap /= unit_norm ? std::sqrt(slope_squares) : sum;
  return taps;
}

GradientError::GradientError(const GradientJob& job, ThreadTeam& team)
    : job_(job),
      sums_(static_cast<std::size_t>((job.height + kGradientBand - 1) / kGradientBand)),
      bands_(team, sums_.size(), [this](std::size_t band) { add_band(band); }) {}

void GradientError::add_band(std::size_t band) {
  const std::size_t words = (static_cast<std::size_t>(job_.width) + 63) / 64;
  const int begin = static_cast<int>(band) * kGradientBand;
  const int end = std::min(begin + kGradientBand, job_.height);
  double sum = 0;
  for (std::size_t word = 0; word < words; ++word) sum += gradient_strip(job_, word, begin, end);
  sums_[band] = sum;
}

double GradientError::finish() {
  bands_.finish();
  return std::accumulate(sums_.begin(), sums_.end(), 0.0);
}

double gradient_error(const GradientJob& job, ThreadTeam& team) {
  return GradientError(job, team).finish();
}

}  // namespace mbench
