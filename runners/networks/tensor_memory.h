#pragma once

#include "runners/models/memory_meter.h"

#include <cstdint>

namespace mbench {

/// Every byte of LibTorch's tensors on the CPU: counts them, and refuses them beyond a limit. What
/// is counted is what was asked for: tensors, the columns that convolutions are computed from, and
/// oneDNN's buffers, but not OpenBLAS's, nor pictures of OpenCV.
class TensorMemory : public MemoryMeter {
 public:
  /// Puts itself before LibTorch's allocator, for good; before the first tensor is made, since
  /// blocks can only be freed by what they come from.
  static TensorMemory& install();

  void reset_peak() override;
  std::int64_t peak_bytes() const override;
  std::int64_t live_bytes() const override;

  /// From now on a tensor that would make live_bytes() greater fails with OutOfMemory, which says
  /// what was asked for and what was held. 0: no limit.
  void set_limit(std::int64_t bytes);
  std::int64_t limit() const;

  /// How many tensors were asked for since the process began.
  std::int64_t requests() const;
  /// The request of that number fails, as counted by requests() + 1 for the next; 0: none. For
  /// tests of what becomes of a network when memory ends.
  void fail_request(std::int64_t number);

 private:
  TensorMemory() = default;
};

}  // namespace mbench
