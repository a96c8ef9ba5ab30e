#include "runners/models/phase_timer.h"

#include <utility>

namespace mbench {

std::string to_text(Phase phase) {
  switch (phase) {
    case Phase::preprocess:
      return "preprocess";
    case Phase::host_to_device:
      return "host_to_device";
    case Phase::infer:
      return "infer";
    case Phase::infer_device:
      return "infer_device";
    case Phase::device_to_host:
      return "device_to_host";
    case Phase::postprocess:
      break;
  }
  return "postprocess";
}

PhaseTimer::PhaseTimer(std::function<void()> settle) : settle_(std::move(settle)) {}

PhaseTimer::Clock::time_point PhaseTimer::now() const {
  if (settle_) settle_();
  return Clock::now();
}

void PhaseTimer::restart(Phase phase) {
  times_.clear();
  runs_ = false;  // a phase that an exception left running belongs to no image
  begin(phase);
}

void PhaseTimer::begin(Phase phase) {
  stop();
  phase_ = phase;
  since_ = now();
  runs_ = true;
}

void PhaseTimer::stop() {
  if (!runs_) return;
  const auto passed = std::chrono::duration_cast<std::chrono::nanoseconds>(now() - since_);
  add(phase_, passed.count());
  runs_ = false;
}

void PhaseTimer::add(Phase phase, std::int64_t nanoseconds) {
  times_[to_text(phase)] += nanoseconds;
}

void PhaseTimer::add(const PhaseTimes& times) {
  for (const auto& [phase, nanoseconds] : times) times_[phase] += nanoseconds;
}

}  // namespace mbench
