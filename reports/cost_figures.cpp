#include "reports/cost_figures.h"

#include "core/order_statistics.h"

#include <algorithm>
#include <functional>

namespace mbench {
namespace {

using Optional = std::optional<double>;

QuantileEstimate estimate(const std::vector<double>& sorted, double share, double value) {
  QuantileEstimate found{value, {}, {}};
  if (const auto interval = quantile_interval(sorted, share)) {
    found.low = interval->low;
    found.high = interval->high;
  }
  return found;
}

Optional mebibytes(const std::optional<std::int64_t>& bytes) {
  if (!bytes) return std::nullopt;
  return static_cast<double>(*bytes) / (1024.0 * 1024.0);
}

Optional number(const std::optional<std::int64_t>& count) {
  if (!count) return std::nullopt;
  return static_cast<double>(*count);
}

/// What one figure and another make, where both are there; else the one that is.
template <typename Join>
void join(Optional& into, const Optional& value, Join how) {
  if (value) into = into ? how(*into, *value) : *value;
}

double larger(double a, double b) { return std::max(a, b); }
double smaller(double a, double b) { return std::min(a, b); }

}  // namespace

LatencyStatistics latency_statistics(std::vector<double> samples_ms) {
  LatencyStatistics latency;
  if (samples_ms.empty()) return latency;
  std::sort(samples_ms.begin(), samples_ms.end());
  latency.samples = static_cast<std::int64_t>(samples_ms.size());
  latency.median = estimate(samples_ms, 0.5, median_of(samples_ms));
  latency.p90 = estimate(samples_ms, 0.9, quantile_of(samples_ms, 0.9));
  latency.p95 = estimate(samples_ms, 0.95, quantile_of(samples_ms, 0.95));
  latency.p99 = estimate(samples_ms, 0.99, quantile_of(samples_ms, 0.99));
  return latency;
}

LatencyStatistics latency_statistics(const ResultRecord& image) {
  std::vector<double> samples_ms;
  if (image.measurement) {
    for (const std::int64_t sample : latency_samples_ns(*image.measurement)) {
      samples_ms.push_back(static_cast<double>(sample) / 1e6);
    }
  }
  return latency_statistics(std::move(samples_ms));
}

FurtherCosts further_costs(const ResultRecord& image) {
  if (!image.measurement) return {};
  const MeasurementRecord& measured = *image.measurement;
  FurtherCosts costs;
  costs.tensor_before_mib = mebibytes(measured.tensor_before_bytes);
  costs.device_reserved_mib = mebibytes(measured.device_reserved_bytes);
  costs.process_vram_mib = mebibytes(measured.process_vram_bytes);
  costs.device_vram_mib = mebibytes(measured.device_vram_bytes);
  costs.energy_mj = measured.energy_mj;
  costs.sm_clock_mhz = number(measured.sm_clock_mhz);
  costs.temperature_c = number(measured.temperature_c);
  costs.redone_samples = number(measured.redone_samples);
  costs.differing_samples = number(measured.differing_samples);
  return costs;
}

void FurtherCostSum::add(const FurtherCosts& image) {
  join(total_.tensor_before_mib, image.tensor_before_mib, larger);
  join(total_.device_reserved_mib, image.device_reserved_mib, larger);
  join(total_.process_vram_mib, image.process_vram_mib, larger);
  join(total_.device_vram_mib, image.device_vram_mib, larger);
  join(total_.energy_mj, image.energy_mj, std::plus<>());
  join(total_.sm_clock_mhz, image.sm_clock_mhz, smaller);
  join(total_.temperature_c, image.temperature_c, larger);
  join(total_.redone_samples, image.redone_samples, std::plus<>());
  join(total_.differing_samples, image.differing_samples, std::plus<>());
  if (image.energy_mj) ++energy_images_;
}

FurtherCosts FurtherCostSum::total() const {
  FurtherCosts total = total_;
  if (total.energy_mj) *total.energy_mj /= energy_images_;
  return total;
}

NamedFigures named(const LatencyStatistics& latency) {
  return {{"latency_low_ms", latency.median.low},    {"latency_high_ms", latency.median.high},
          {"latency_p90_ms", latency.p90.value},     {"latency_p90_low_ms", latency.p90.low},
          {"latency_p90_high_ms", latency.p90.high}, {"latency_p95_ms", latency.p95.value},
          {"latency_p95_low_ms", latency.p95.low},   {"latency_p95_high_ms", latency.p95.high},
          {"latency_p99_ms", latency.p99.value},     {"latency_p99_low_ms", latency.p99.low},
          {"latency_p99_high_ms", latency.p99.high}};
}

NamedFigures named(const FurtherCosts& costs) {
  return {{"tensor_before_mib", costs.tensor_before_mib},
          {"device_reserved_mib", costs.device_reserved_mib},
          {"process_vram_mib", costs.process_vram_mib},
          {"device_vram_mib", costs.device_vram_mib},
          {"energy_mj", costs.energy_mj},
          {"sm_clock_mhz", costs.sm_clock_mhz},
          {"temperature_c", costs.temperature_c},
          {"redone_samples", costs.redone_samples},
          {"differing_samples", costs.differing_samples}};
}

}  // namespace mbench
