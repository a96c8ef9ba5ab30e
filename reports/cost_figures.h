#pragma once

#include "store/records.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace mbench {

/// A quantile of times by nearest rank, and where the quantile of their distribution lies with 95 %
/// confidence, see core/order_statistics.h. No interval where too few were measured for one.
struct QuantileEstimate {
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
};

/// How times are spread; all in milliseconds, all absent where nothing was timed.
struct LatencyStatistics {
  std::int64_t samples = 0;
  QuantileEstimate median;
  QuantileEstimate p90;
  QuantileEstimate p95;
  QuantileEstimate p99;
};

LatencyStatistics latency_statistics(std::vector<double> samples_ms);
/// Over the raw samples of one image, which must have been read.
LatencyStatistics latency_statistics(const ResultRecord& image);

/// What is measured beside time, own memory and tensors. Of one image, or of a cell's images: the
/// most they took, the lowest clock, the mean energy, the sum of the counts.
struct FurtherCosts {
  std::optional<double> tensor_before_mib;
  std::optional<double> device_reserved_mib;
  std::optional<double> process_vram_mib;
  std::optional<double> device_vram_mib;
  std::optional<double> energy_mj;
  std::optional<double> sm_clock_mhz;
  std::optional<double> temperature_c;
  std::optional<double> redone_samples;
  std::optional<double> differing_samples;
};

FurtherCosts further_costs(const ResultRecord& image);

/// Brings the costs of a cell's images together.
class FurtherCostSum {
 public:
  void add(const FurtherCosts& image);
  FurtherCosts total() const;

 private:
  FurtherCosts total_;
  double energy_images_ = 0;
};

using NamedFigures = std::vector<std::pair<const char*, std::optional<double>>>;

/// As the columns of reports for programs are called, without latency_ms, which is the median.
NamedFigures named(const LatencyStatistics& latency);
NamedFigures named(const FurtherCosts& costs);

}  // namespace mbench
