#include "metrics/cluster_bootstrap.h"

#include "core/error.h"
#include "core/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace mbench {
namespace {

constexpr int kLeastResamples = 100;

struct Cluster {
  double sum = 0;
  std::size_t values = 0;
};

/// In the order of their names, each summed in the order of size: whatever order they came in.
std::vector<Cluster> clusters_of(std::vector<ClusteredValue> values) {
  std::sort(values.begin(), values.end(), [](const ClusteredValue& a, const ClusteredValue& b) {
    return std::tie(a.cluster, a.value) < std::tie(b.cluster, b.value);
  });
  std::vector<Cluster> clusters;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == 0 || values[i].cluster != values[i - 1].cluster) clusters.emplace_back();
    clusters.back().sum += values[i].value;
    ++clusters.back().values;
  }
  return clusters;
}

double resampled_mean(const std::vector<Cluster>& clusters, Random& generator) {
  Cluster total;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const Cluster& drawn = clusters[generator.below(clusters.size())];
    total.sum += drawn.sum;
    total.values += drawn.values;
  }
  return total.sum / static_cast<double>(total.values);
}

/// Of sorted values, interpolated between the two nearest.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

}  // namespace

void BootstrapOptions::check() const {
  if (!(confidence > 0 && confidence < 1)) {
    throw UsageError(fmt::format("a confidence of {} is not between 0 and 1", confidence));
  }
  if (resamples < kLeastResamples) {
    throw UsageError(fmt::format("{} resamples are too few for an interval", resamples),
                     fmt::format("take at least {}", kLeastResamples));
  }
}

std::optional<MeanWithInterval> mean_with_interval(const std::vector<ClusteredValue>& values,
                                                   const BootstrapOptions& options) {
  options.check();
  if (values.empty()) return std::nullopt;
  for (const ClusteredValue& value : values) {
    if (std::isfinite(value.value)) continue;
    throw DataError(fmt::format("a figure of '{}' is {}", value.cluster, value.value),
                    "leave images without a figure out of the mean");
  }
  const std::vector<Cluster> clusters = clusters_of(values);
  MeanWithInterval result;
  result.values = values.size();
  result.clusters = clusters.size();
  for (const Cluster& cluster : clusters) result.mean += cluster.sum;
  result.mean /= static_cast<double>(values.size());
  if (clusters.size() < 2) return result;
  Random generator(options.seed);
  std::vector<double> means;
  for (int i = 0; i < options.resamples; ++i) {
    means.push_back(resampled_mean(clusters, generator));
  }
  std::sort(means.begin(), means.end());
  const double tail = (1 - options.confidence) / 2;
  result.interval = Interval{quantile(means, tail), quantile(means, 1 - tail)};
  return result;
}

}  // namespace mbench
