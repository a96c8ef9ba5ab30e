#pragma once

#include "runners/models/shared_library.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

struct GpuMemory {
  std::int64_t used_bytes = 0;  ///< of all processes, and what the driver keeps for itself
  std::int64_t total_bytes = 0;
};

/// A process that computes on a GPU.
struct GpuProcess {
  std::int64_t pid = 0;  ///< as the driver sees it: in a container that is not our number
  std::string name;      ///< empty where it cannot be told
  std::optional<std::int64_t> memory_bytes;
};

class Nvml;

/// One GPU, while its Nvml lives. Absent means that driver or card do not tell, never 0.
class GpuDevice {
 public:
  std::optional<std::string> name() const;
  std::optional<GpuMemory> memory() const;
  std::optional<std::vector<GpuProcess>> processes() const;
  /// Of one process; none where it is not on the GPU.
  std::optional<std::int64_t> process_bytes(std::int64_t pid) const;
  /// Drawn since the driver was loaded, in thousandths of a joule.
  std::optional<std::int64_t> energy_mj() const;
  std::optional<std::int64_t> power_mw() const;
  std::optional<std::int64_t> sm_clock_mhz() const;
  std::optional<std::int64_t> temperature_c() const;
  /// Why the clock is lowered now, as the driver's bits.
  std::optional<std::uint64_t> throttle_reasons() const;
  /// Whether heat or the lack of power lowers the clock now. The power limit that a card always
  /// keeps to under load is no such reason: no repetition would escape it.
  std::optional<bool> is_throttled() const;

 private:
  friend class Nvml;
  GpuDevice(const Nvml& nvml, void* handle) : nvml_(&nvml), handle_(handle) {}

  const Nvml* nvml_;
  void* handle_;
};

/// NVIDIA's management library, which comes with the driver. It is loaded when this is made and
/// need not be there; then there is no device.
///
/// MBENCH_NVML names another file than libnvidia-ml.so.1: where the driver lies elsewhere, and for
/// tests.
class Nvml {
 public:
  Nvml();
  ~Nvml();
  Nvml(const Nvml&) = delete;
  Nvml& operator=(const Nvml&) = delete;

  std::optional<std::string> driver_version() const;
  /// 0 where NVML is not there.
  int device_count() const;
  std::optional<GpuDevice> device(int index) const;
  /// By its UUID, "GPU-...".
  std::optional<GpuDevice> device(const std::string& uuid) const;

 private:
  friend class GpuDevice;

  /// Calls a function of the library by its C signature; none where it is missing.
  template <typename... Parameters>
  std::optional<int> call(const char* name, Parameters... parameters) const {
    auto* function = library_.function<int(Parameters...)>(name);
    if (function == nullptr) return std::nullopt;
    return function(parameters...);
  }

  SharedLibrary library_;
  bool is_there_ = false;
};

/// The GPU of a LibTorch device, "cuda" or "cuda:N", as CUDA_VISIBLE_DEVICES numbers them; none for
/// "cpu". Both CUDA and NVML must number by PCI bus (CUDA_DEVICE_ORDER=PCI_BUS_ID) where a machine
/// has unlike cards.
std::optional<GpuDevice> gpu_of(const Nvml& nvml, const std::string& device);

}  // namespace mbench
