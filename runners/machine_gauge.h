#pragma once

#include "runners/cpu_throttle.h"
#include "runners/run_gauge.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace mbench {

/// Tells from what the system counts whether this machine was throttled during a run.
class MachineGauge : public RunGauge {
 public:
  explicit MachineGauge(fs::path cpus = kCpuFolder) : cpus_(std::move(cpus)) {}
  void begin() override;
  RunFacts end() override;

 private:
  fs::path cpus_;
  std::optional<std::int64_t> core_throttles_;
};

}  // namespace mbench
