#include "runners/machine_gauge.h"

#include <utility>

namespace mbench {
namespace {

/// Whether one of them says yes; none if neither says anything.
std::optional<bool> either(const std::optional<bool>& one, const std::optional<bool>& other) {
  if (!one) return other;
  return *one || other.value_or(false);
}

}  // namespace

MachineGauge::MachineGauge(const std::string& device, fs::path cpus) : cpus_(std::move(cpus)) {
  if (device == "cpu") return;
  nvml_ = std::make_unique<Nvml>();
  gpu_ = gpu_of(*nvml_, device);
}

void MachineGauge::begin() {
  core_throttles_ = core_throttle_count(cpus_);
  if (!gpu_) return;
  gpu_throttled_ = gpu_->is_throttled();
  energy_mj_ = gpu_->energy_mj();
}

RunFacts MachineGauge::end() {
  RunFacts facts;
  if (gpu_) {
    const auto energy_mj = gpu_->energy_mj();
    if (energy_mj_ && energy_mj) facts.energy_mj = static_cast<double>(*energy_mj - *energy_mj_);
    facts.throttled = either(gpu_throttled_, gpu_->is_throttled());
  }
  const auto now = core_throttle_count(cpus_);
  if (core_throttles_ && now) facts.throttled = either(*now > *core_throttles_, facts.throttled);
  return facts;
}

}  // namespace mbench
