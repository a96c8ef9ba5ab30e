#pragma once

// Sources that include LibTorch use this too, and are C++17.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace mbench {

/// What a model does to one image, in the order in which it does it.
enum class Phase {
  preprocess,      ///< from pixels to the network's input, on the host
  host_to_device,  ///< copying it to the GPU
  infer,           ///< the network or the method itself
  infer_device,    ///< the same by the GPU's own clock (events); part of `infer`, not beside it
  device_to_host,  ///< copying the result back
  postprocess,     ///< from the network's output to the alpha
};

/// "preprocess", "host_to_device", ... as the phases are called in the store.
std::string to_text(Phase phase);

/// Nanoseconds of one matte() by phase. Empty for a model that does not split its work.
using PhaseTimes = std::map<std::string, std::int64_t>;

/// A model's clock: one phase after the other, each begun where the one before ends. A phase that
/// comes several times (tiles, views) is the sum of them.
///
///     timer.restart(Phase::preprocess);
///     ...
///     timer.begin(Phase::infer);
///     ...
///     timer.stop();
class PhaseTimer {
 public:
  /// `settle` is called before every reading of the clock. On a GPU it must wait for what was
  /// queued there: work that is only queued would be counted where it is waited for.
  explicit PhaseTimer(std::function<void()> settle = {});

  /// Forgets the image before and begins a phase of a new one.
  void restart(Phase phase);
  /// Ends the phase that runs, if one does, and begins another.
  void begin(Phase phase);
  /// Ends the phase that runs.
  void stop();
  /// Adds time that was measured elsewhere, such as between two events on a GPU.
  void add(Phase phase, std::int64_t nanoseconds);
  /// Adds what another model measured.
  void add(const PhaseTimes& times);

  /// Without the phase that still runs.
  const PhaseTimes& times() const { return times_; }

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point now() const;

  std::function<void()> settle_;
  PhaseTimes times_;
  bool runs_ = false;
  Phase phase_ = Phase::infer;
  Clock::time_point since_;
};

}  // namespace mbench
