#include "runners/machine_gauge.h"

namespace mbench {

void MachineGauge::begin() { core_throttles_ = core_throttle_count(cpus_); }

RunFacts MachineGauge::end() {
  RunFacts facts;
  const auto now = core_throttle_count(cpus_);
  if (core_throttles_ && now) facts.throttled = *now > *core_throttles_;
  return facts;
}

}  // namespace mbench
