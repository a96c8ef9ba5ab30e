#include "runners/models/matting_model.h"

#include <algorithm>

namespace mbench {

void add(const std::optional<OutsideUse>& one, std::optional<OutsideUse>& total) {
  if (!one || !total) {
    if (one) total = one;
    return;
  }
  total->is_timed = total->is_timed && one->is_timed;
  // Nothing is smaller than any number.
  total->memory_peak_bytes = std::max(total->memory_peak_bytes, one->memory_peak_bytes);
  total->device_peak_bytes = std::max(total->device_peak_bytes, one->device_peak_bytes);
}

}  // namespace mbench
