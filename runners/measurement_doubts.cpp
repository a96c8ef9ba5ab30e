#include "runners/measurement_doubts.h"

#include "core/order_statistics.h"

#include <fmt/format.h>

#include <cstdint>

namespace mbench {

std::vector<std::string> doubts_about(const MeasurementRecord& measurement,
                                      std::optional<double> max_noise) {
  std::vector<std::string> doubts;
  const std::vector<std::int64_t> samples = latency_samples_ns(measurement);
  if (measurement.differing_samples.value_or(0) > 0) {
    doubts.push_back(
        fmt::format("{} of {} timed runs gave another alpha than the scored one: the model is not "
                    "deterministic",
                    *measurement.differing_samples, samples.size()));
  }
  if (measurement.redone_samples.value_or(0) > 0) {
    doubts.push_back(fmt::format("{} runs were done again because the machine was throttled",
                                 *measurement.redone_samples));
  }
  if (!max_noise || samples.empty()) return doubts;
  const auto noise = relative_noise({samples.begin(), samples.end()});
  if (!noise) {
    doubts.push_back(fmt::format("{} runs are too few to tell their noise", samples.size()));
  } else if (*noise > *max_noise) {
    doubts.push_back(fmt::format("the noise is still {:.2g} % after {} runs, not {:.2g} %",
                                 *noise * 100, samples.size(), *max_noise * 100));
  }
  return doubts;
}

}  // namespace mbench
