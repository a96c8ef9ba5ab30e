#pragma once

#include "runners/models/memory_meter.h"

#include <c10/core/Device.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mbench {

// All that mbench asks of CUDA. In a build of a LibTorch without it there is no GPU: named_device()
// says so, and nothing else is reached.

/// "cpu", "cuda" (the first GPU) or "cuda:N". Throws ModelError if LibTorch has no CUDA or the
/// machine no such GPU, and UsageError for another name.
c10::Device named_device(const std::string& name);

/// Waits until everything that was queued on the GPU is done.
void wait_for(const c10::Device& gpu);

/// Gives back the memory of freed tensors that LibTorch's allocator keeps.
void release_freed_memory(const c10::Device& gpu);

/// What LibTorch's allocator has taken from the GPU, used or not.
std::int64_t reserved_bytes(const c10::Device& gpu);

/// What is taken of the GPU by all processes; CUDA itself takes some hundred MiB for each.
std::int64_t taken_bytes(const c10::Device& gpu);

/// From now on the allocator fails beyond `bytes`, as on a card that has no more.
void limit_tensors_on(const c10::Device& gpu, std::int64_t bytes);

/// Whether products and convolutions of float32 may round their factors to TF32.
void allow_tf32(bool allowed);

/// How long the GPU itself works, between two events of its own.
class DeviceClock {
 public:
  explicit DeviceClock(const c10::Device& gpu);
  ~DeviceClock();
  DeviceClock(const DeviceClock&) = delete;
  DeviceClock& operator=(const DeviceClock&) = delete;

  void start();
  /// Nanoseconds since start(), for which it waits; none if it was stopped already.
  std::optional<std::int64_t> stop();

 private:
  struct Events;
  std::unique_ptr<Events> events_;
};

/// The host's tensors, and those of a GPU once one is watched.
class DeviceMemory : public MemoryMeter {
 public:
  explicit DeviceMemory(MemoryMeter& host) : host_(host) {}
  void watch(const c10::Device& gpu) { gpu_ = gpu; }

  void reset_peak() override;
  std::int64_t peak_bytes() const override { return host_.peak_bytes(); }
  std::int64_t live_bytes() const override { return host_.live_bytes(); }
  std::optional<std::int64_t> device_peak_bytes() const override;
  std::optional<std::int64_t> device_reserved_bytes() const override;

 private:
  MemoryMeter& host_;
  std::optional<c10::Device> gpu_;
};

}  // namespace mbench
