#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// An image's figure and the cluster that it belongs to: images of one cluster resemble each
/// other, as composites of one foreground do.
struct ClusteredValue {
  std::string cluster;
  double value = 0;
};

/// How an interval is found.
struct BootstrapOptions {
  double confidence = 0.95;
  int resamples = 10000;
  std::uint64_t seed = 1;

  /// Throws UsageError unless 0 < confidence < 1 and there are at least 100 resamples.
  void check() const;
};

struct Interval {
  double low = 0;
  double high = 0;
};

/// A mean and how well it is known.
struct MeanWithInterval {
  double mean = 0;
  std::size_t values = 0;
  std::size_t clusters = 0;
  /// None with fewer than two clusters: one says nothing about how clusters differ.
  std::optional<Interval> interval;
};

/// The plain mean of the values with a confidence interval by cluster bootstrap, percentile
/// method (Davison and Hinkley, Bootstrap Methods and their Application, 1997): as many
/// clusters as there are are drawn with replacement, each with all its values; the interval
/// holds the middle `confidence` of the resampled means (quantiles interpolated linearly).
///
/// Composition-1K is 50 foregrounds on 20 backgrounds each: its 1000 figures are 50 clusters,
/// and taking them for 1000 independent ones would make the interval far too narrow. With few
/// clusters (below 20 or so) a percentile interval itself is somewhat too narrow.
///
/// Same values and options, same result, on every platform and in whatever order the values
/// come. None without any value. Throws DataError for a value that is not finite, UsageError if the
/// options fail their check.
std::optional<MeanWithInterval> mean_with_interval(const std::vector<ClusteredValue>& values,
                                                   const BootstrapOptions& options = {});

}  // namespace mbench
