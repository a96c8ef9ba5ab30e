#pragma once

#include <optional>

namespace mbench {

/// What is known of one run besides its time. Absent means that nothing here tells.
struct RunFacts {
  /// CPU or GPU lowered its clock because of heat or lack of power: the time is not the model's.
  std::optional<bool> throttled;
  std::optional<double> energy_mj;  ///< of the GPU, in thousandths of a joule
};

/// Looks at the machine around one run. Neither call is part of the run's time.
class RunGauge {
 public:
  virtual ~RunGauge() = default;
  virtual void begin() = 0;
  /// Of what was since begin().
  virtual RunFacts end() = 0;
};

}  // namespace mbench
