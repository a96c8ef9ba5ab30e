#pragma once

#include "runners/models/nvml.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace mbench {

/// What was seen of a GPU while a model inferred on it. Absent means not told.
struct GpuReading {
  std::optional<std::int64_t> process_vram_bytes;  ///< highest of the model's process
  std::optional<std::int64_t> device_vram_bytes;   ///< highest of all processes together
  std::optional<std::int64_t> sm_clock_mhz;        ///< lowest
  std::optional<std::int64_t> temperature_c;       ///< highest
};

/// Looks at a GPU every 20 ms, from another process than the one that infers, so that looking
/// costs it nothing. What comes and goes in between is not seen.
class GpuWatch {
 public:
  /// None for a device that is no GPU, or one that NVML does not know.
  static std::unique_ptr<GpuWatch> of(const std::string& device);
  ~GpuWatch();
  GpuWatch(const GpuWatch&) = delete;
  GpuWatch& operator=(const GpuWatch&) = delete;

  /// Looks once, then again and again.
  void begin(std::int64_t pid);
  /// Looks once more and tells what was seen since begin().
  GpuReading end();

 private:
  explicit GpuWatch(const std::string& device);
  void look();
  void look_until_the_end();

  Nvml nvml_;
  std::optional<GpuDevice> gpu_;
  std::int64_t pid_ = 0;
  GpuReading reading_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace mbench
