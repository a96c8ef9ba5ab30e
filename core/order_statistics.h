#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace mbench {

// Quantiles of measured times. Times are skewed and have tails, so nothing here assumes a normal
// distribution: every figure is one of the samples, or the middle of two.

/// Of sorted values, at least one; between the two middle ones of an even number.
double median_of(const std::vector<double>& sorted);

/// The smallest of the sorted values that at least the `share` (above 0, at most 1) of them do not
/// exceed: the nearest rank.
double quantile_of(const std::vector<double>& sorted, double share);

/// Two samples between which a quantile lies with the stated confidence.
struct QuantileInterval {
  double low = 0;
  double high = 0;
};

/// Where the quantile of the distribution that the sorted values were drawn from lies, with a
/// confidence of at least 95 %: from the j-th to the k-th value, j the largest with P(X < j) <=
/// 2.5 %, k the smallest with P(X >= k) <= 2.5 %, X binomial of n and `share` (Conover, Practical
/// Nonparametric Statistics, 1999, section 3.2; Le Boudec, Performance Evaluation of Computer and
/// Communication Systems, 2010, theorem 2.1).
///
/// None where even the smallest and the largest value are no such bounds: below 6 values for the
/// median, 36 for the 90th, 72 for the 95th, 368 for the 99th percentile.
std::optional<QuantileInterval> quantile_interval(const std::vector<double>& sorted, double share);

/// How uncertain the median is: half the width of its interval, by the median (Hoefler and Belli,
/// Scientific Benchmarking of Parallel Computing Systems, SC 2015, section 4.2.2). `samples` need
/// not be sorted. None below 6 samples, and where the median is 0.
std::optional<double> relative_noise(std::vector<double> samples);

}  // namespace mbench
