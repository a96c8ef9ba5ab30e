#pragma once

#include "runners/cpu_throttle.h"
#include "runners/models/nvml.h"
#include "runners/run_gauge.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mbench {

/// Tells from what the system counts whether this machine was throttled during a run, and what its
/// GPU drew. Of the GPU it sees the clock's state at both ends of a run, not between them.
class MachineGauge : public RunGauge {
 public:
  /// `device`: "cpu", for which nothing of a GPU is asked, or "cuda", "cuda:N".
  explicit MachineGauge(const std::string& device, fs::path cpus = kCpuFolder);
  void begin() override;
  RunFacts end() override;

 private:
  fs::path cpus_;
  std::unique_ptr<Nvml> nvml_;
  std::optional<GpuDevice> gpu_;
  std::optional<std::int64_t> core_throttles_;
  std::optional<bool> gpu_throttled_;
  std::optional<std::int64_t> energy_mj_;
};

}  // namespace mbench
