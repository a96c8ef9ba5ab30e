#include "core/order_statistics.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace mbench {
namespace {

constexpr double kTail = 0.025;  // on each side of an interval of 95 %

}  // namespace

double median_of(const std::vector<double>& sorted) {
  MBENCH_ASSERT(!sorted.empty());
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
}

double quantile_of(const std::vector<double>& sorted, double share) {
  MBENCH_ASSERT(!sorted.empty() && share > 0 && share <= 1);
  // A rank that is whole but for the last bit of the product is that rank.
  const double rank = std::ceil(share * static_cast<double>(sorted.size()) - 1e-9);
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

std::optional<QuantileInterval> quantile_interval(const std::vector<double>& sorted, double share) {
  const auto n = static_cast<double>(sorted.size());
  // By logarithms: the first terms of long sums are below the smallest number.
  double log_term = n * std::log1p(-share);  // of P(X = 0)
  double below = 0;                          // P(X < rank)
  std::optional<std::size_t> low;
  for (std::size_t rank = 1; rank <= sorted.size(); ++rank) {
    below += std::exp(log_term);
    const auto drawn = static_cast<double>(rank);
    log_term += std::log((n - drawn + 1) / drawn) + std::log(share) - std::log1p(-share);
    if (below <= kTail) low = rank;
    if (!low) return std::nullopt;
    if (1 - below <= kTail) return QuantileInterval{sorted[*low - 1], sorted[rank - 1]};
  }
  return std::nullopt;
}

std::optional<double> relative_noise(std::vector<double> samples) {
  std::sort(samples.begin(), samples.end());
  const auto interval = quantile_interval(samples, 0.5);
  if (!interval) return std::nullopt;
  const double median = median_of(samples);
  if (median == 0) return std::nullopt;
  return (interval->high - interval->low) / (2 * median);
}

}  // namespace mbench
