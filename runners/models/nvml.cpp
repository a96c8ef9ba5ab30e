#include "runners/models/nvml.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace mbench {
namespace {

// The few types and numbers of NVML's stable binary interface that are used (NVML API Reference
// Manual, "Device Queries"). A handle is a pointer, every function returns an int.
constexpr int kSuccess = 0;
constexpr int kInsufficientSize = 7;
constexpr unsigned kClockSm = 1;
constexpr unsigned kTemperatureGpu = 0;
constexpr unsigned long long kNotAvailable = ~0ULL;

// Clock event ("throttle") reasons: slowdown by hardware, by software for heat, by hardware for
// heat, by hardware for power.
constexpr unsigned long long kHardwareSlowdown = 0x8;
constexpr unsigned long long kSoftwareThermal = 0x20;
constexpr unsigned long long kHardwareThermal = 0x40;
constexpr unsigned long long kHardwarePowerBrake = 0x80;
constexpr unsigned long long kThrottled =
    kHardwareSlowdown | kSoftwareThermal | kHardwareThermal | kHardwarePowerBrake;

struct NvmlMemory {
  unsigned long long total, free, used;
};

/// Of the first version of nvmlDeviceGetComputeRunningProcesses.
struct NvmlProcess1 {
  unsigned pid;
  unsigned long long used_bytes;
};

/// Of _v2 and _v3.
struct NvmlProcess {
  unsigned pid;
  unsigned long long used_bytes;
  unsigned gpu_instance, compute_instance;
};

std::string library_name() {
  const char* other = std::getenv("MBENCH_NVML");
  return other != nullptr && *other != '\0' ? other : "libnvidia-ml.so.1";
}

std::string name_of_process(std::int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(file, name);
  return name;
}

GpuProcess described(unsigned pid, unsigned long long used_bytes) {
  GpuProcess process{pid, name_of_process(pid), std::nullopt};
  if (used_bytes != kNotAvailable) process.memory_bytes = static_cast<std::int64_t>(used_bytes);
  return process;
}

/// Asks `list(count, processes)` with room for all of them, of which more may come meanwhile.
template <typename Process, typename List>
std::optional<std::vector<GpuProcess>> listed(List list) {
  constexpr unsigned kRoomForMore = 8;
  constexpr int kTries = 4;
  unsigned count = 0;
  for (int i = 0; i < kTries; ++i) {
    std::vector<Process> found(count + kRoomForMore);
    count = static_cast<unsigned>(found.size());
    const std::optional<int> status = list(&count, found.data());
    if (status == kInsufficientSize) continue;
    if (status != kSuccess) return std::nullopt;
    std::vector<GpuProcess> processes;
    for (unsigned k = 0; k < count; ++k) {
      processes.push_back(described(found[k].pid, found[k].used_bytes));
    }
    return processes;
  }
  return std::nullopt;
}

}  // namespace

Nvml::Nvml() : library_(library_name()) { is_there_ = call("nvmlInit_v2") == kSuccess; }

Nvml::~Nvml() {
  if (is_there_) call("nvmlShutdown");
}

std::optional<std::string> Nvml::driver_version() const {
  std::array<char, 96> text{};
  if (!is_there_ || call("nvmlSystemGetDriverVersion", text.data(),
                         static_cast<unsigned>(text.size())) != kSuccess) {
    return std::nullopt;
  }
  return text.data();
}

int Nvml::device_count() const {
  unsigned count = 0;
  if (!is_there_ || call("nvmlDeviceGetCount_v2", &count) != kSuccess) return 0;
  return static_cast<int>(count);
}

std::optional<GpuDevice> Nvml::device(int index) const {
  void* handle = nullptr;
  if (!is_there_ || index < 0 ||
      call("nvmlDeviceGetHandleByIndex_v2", static_cast<unsigned>(index), &handle) != kSuccess) {
    return std::nullopt;
  }
  return GpuDevice(*this, handle);
}

std::optional<GpuDevice> Nvml::device(const std::string& uuid) const {
  void* handle = nullptr;
  if (!is_there_ || call("nvmlDeviceGetHandleByUUID", uuid.c_str(), &handle) != kSuccess) {
    return std::nullopt;
  }
  return GpuDevice(*this, handle);
}

std::optional<std::string> GpuDevice::name() const {
  std::array<char, 96> text{};
  if (nvml_->call("nvmlDeviceGetName", handle_, text.data(), static_cast<unsigned>(text.size())) !=
      kSuccess) {
    return std::nullopt;
  }
  return text.data();
}

std::optional<GpuMemory> GpuDevice::memory() const {
  NvmlMemory memory{};
  if (nvml_->call("nvmlDeviceGetMemoryInfo", handle_, &memory) != kSuccess) return std::nullopt;
  return GpuMemory{static_cast<std::int64_t>(memory.used), static_cast<std::int64_t>(memory.total)};
}

std::optional<std::vector<GpuProcess>> GpuDevice::processes() const {
  for (const char* name :
       {"nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetComputeRunningProcesses_v2"}) {
    const auto found = listed<NvmlProcess>([&](unsigned* count, NvmlProcess* processes) {
      return nvml_->call(name, handle_, count, processes);
    });
    if (found) return found;
  }
  return listed<NvmlProcess1>([&](unsigned* count, NvmlProcess1* processes) {
    return nvml_->call("nvmlDeviceGetComputeRunningProcesses", handle_, count, processes);
  });
}

std::optional<std::int64_t> GpuDevice::process_bytes(std::int64_t pid) const {
  const auto all = processes();
  if (!all) return std::nullopt;
  for (const GpuProcess& process : *all) {
    if (process.pid == pid) return process.memory_bytes;
  }
  return std::nullopt;
}

std::optional<std::int64_t> GpuDevice::energy_mj() const {
  unsigned long long energy = 0;
  if (nvml_->call("nvmlDeviceGetTotalEnergyConsumption", handle_, &energy) != kSuccess) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(energy);
}

std::optional<std::int64_t> GpuDevice::power_mw() const {
  unsigned power = 0;
  if (nvml_->call("nvmlDeviceGetPowerUsage", handle_, &power) != kSuccess) return std::nullopt;
  return power;
}

std::optional<std::int64_t> GpuDevice::sm_clock_mhz() const {
  unsigned clock = 0;
  if (nvml_->call("nvmlDeviceGetClockInfo", handle_, kClockSm, &clock) != kSuccess) {
    return std::nullopt;
  }
  return clock;
}

std::optional<std::int64_t> GpuDevice::temperature_c() const {
  unsigned temperature = 0;
  if (nvml_->call("nvmlDeviceGetTemperature", handle_, kTemperatureGpu, &temperature) != kSuccess) {
    return std::nullopt;
  }
  return temperature;
}

std::optional<std::uint64_t> GpuDevice::throttle_reasons() const {
  unsigned long long reasons = 0;
  // The newer drivers' name, then the older.
  for (const char* name :
       {"nvmlDeviceGetCurrentClocksEventReasons", "nvmlDeviceGetCurrentClocksThrottleReasons"}) {
    if (nvml_->call(name, handle_, &reasons) == kSuccess) return reasons;
  }
  return std::nullopt;
}

std::optional<bool> GpuDevice::is_throttled() const {
  const auto reasons = throttle_reasons();
  if (!reasons) return std::nullopt;
  return (*reasons & kThrottled) != 0;
}

std::optional<GpuDevice> gpu_of(const Nvml& nvml, const std::string& device) {
  if (device != "cuda" && device.rfind("cuda:", 0) != 0) return std::nullopt;
  const int ordinal = device == "cuda" ? 0 : std::atoi(device.c_str() + 5);
  const char* visible = std::getenv("CUDA_VISIBLE_DEVICES");
  if (visible == nullptr) return nvml.device(ordinal);
  std::istringstream list(visible);
  std::string entry;
  for (int i = 0; i <= ordinal; ++i) {
    if (!std::getline(list, entry, ',')) return std::nullopt;
  }
  const bool is_number =
      !entry.empty() && entry.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? nvml.device(std::atoi(entry.c_str())) : nvml.device(entry);
}

}  // namespace mbench
