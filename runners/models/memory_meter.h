#pragma once

#include <cstdint>
#include <optional>

namespace mbench {

/// Counts the bytes that a library's tensors hold. The program that links the library implements
/// it; resident memory, which the system counts, also holds code, caches and freed pages.
///
/// Device figures are those of the library's allocator there; absent without a device.
class MemoryMeter {
 public:
  virtual ~MemoryMeter() = default;

  /// Starts new peaks, here and on the device, from what is held now.
  virtual void reset_peak() = 0;
  /// The most that was held at once on the host since the last reset.
  virtual std::int64_t peak_bytes() const = 0;
  /// What is held on the host now.
  virtual std::int64_t live_bytes() const = 0;

  /// The most that tensors held at once on the device since the last reset.
  virtual std::optional<std::int64_t> device_peak_bytes() const { return std::nullopt; }
  /// The most that the allocator took from the device, used or not, since the last reset.
  virtual std::optional<std::int64_t> device_reserved_bytes() const { return std::nullopt; }
};

}  // namespace mbench
