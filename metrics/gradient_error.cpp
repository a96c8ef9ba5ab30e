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

double gradient_error(const GradientJob& job, ThreadTeam& team) {
  const int bands = (job.height + kGradientBand - 1) / kGradientBand;
  std::vector<double> sums(static_cast<std::size_t>(bands));
  const std::size_t words = (static_cast<std::size_t>(job.width) + 63) / 64;
  team.each(sums.size(), [&](std::size_t band) {
    const int begin = static_cast<int>(band) * kGradientBand;
    const int end = std::min(begin + kGradientBand, job.height);
    double& sum = sums[band];
    for (std::size_t word = 0; word < words; ++word) sum += gradient_strip(job, word, begin, end);
  });
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

}  // namespace mbench
