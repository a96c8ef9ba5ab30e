// A library that answers as NVIDIA's does, with two GPUs that are made up.
//
// FAKE_NVML_ERRORS="nvmlInit_v2=9 nvmlDeviceGetPowerUsage=3" makes functions fail;
// FAKE_NVML_REASONS is why the clock is lowered. Compiled with FAKE_NVML_BARE it lacks all but the
// oldest functions.

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace {

constexpr int kNotFound = 6;
constexpr unsigned long long kGiB = 1ULL << 30;

int devices[2] = {0, 1};

/// What the function is to return.
int status_of(const char* function) {
  const char* errors = std::getenv("FAKE_NVML_ERRORS");
  if (errors == nullptr) return 0;
  const char* found = std::strstr(errors, (std::string(function) + "=").c_str());
  return found == nullptr ? 0 : std::atoi(found + std::strlen(function) + 1);
}

[[maybe_unused]] void put(const std::string& text, char* to, unsigned size) {
  std::strncpy(to, text.c_str(), size);
}

}  // namespace

extern "C" {

struct Memory {
  unsigned long long total, free, used;
};

struct Process1 {
  unsigned pid;
  unsigned long long used;
};

struct Process {
  unsigned pid;
  unsigned long long used;
  unsigned gpu_instance, compute_instance;
};

int nvmlInit_v2() { return status_of("nvmlInit_v2"); }
int nvmlShutdown() { return 0; }

int nvmlDeviceGetCount_v2(unsigned* count) {
  *count = 2;
  return status_of("nvmlDeviceGetCount_v2");
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
  if (index >= 2) return kNotFound;
  *device = &devices[index];
  return status_of("nvmlDeviceGetHandleByIndex_v2");
}

/// The first version: 16 bytes a process.
int nvmlDeviceGetComputeRunningProcesses(void*, unsigned* count, Process1* processes) {
  *count = 1;
  processes[0] = {77, 7 * kGiB};
  return status_of("nvmlDeviceGetComputeRunningProcesses");
}

#ifndef FAKE_NVML_BARE

int nvmlSystemGetDriverVersion(char* text, unsigned size) {
  put("570.00.1", text, size);
  return status_of("nvmlSystemGetDriverVersion");
}

int nvmlDeviceGetHandleByUUID(const char* uuid, void** device) {
  if (std::strcmp(uuid, "GPU-b") != 0) return kNotFound;
  *device = &devices[1];
  return status_of("nvmlDeviceGetHandleByUUID");
}

int nvmlDeviceGetName(void* device, char* text, unsigned size) {
  put("Fake GPU " + std::to_string(*static_cast<int*>(device)), text, size);
  return status_of("nvmlDeviceGetName");
}

/// 3, 9 and 5 GiB are used in turn.
int nvmlDeviceGetMemoryInfo(void*, Memory* memory) {
  static int asked = 0;
  constexpr unsigned long long kUsed[] = {3 * kGiB, 9 * kGiB, 5 * kGiB};
  memory->used = kUsed[asked++ % 3];
  memory->total = 16 * kGiB;
  memory->free = memory->total - memory->used;
  return status_of("nvmlDeviceGetMemoryInfo");
}

/// Ten that do not tell their memory, then the caller's with 2 GiB.
int nvmlDeviceGetComputeRunningProcesses_v3(void*, unsigned* count, Process* processes) {
  const int status = status_of("nvmlDeviceGetComputeRunningProcesses_v3");
  if (status != 0) return status;
  const unsigned room = *count;
  *count = 11;
  if (room < *count) return 7;
  for (unsigned i = 0; i < 10; ++i) processes[i] = {4'000'000'000U + i, ~0ULL, 0, 0};
  processes[10] = {static_cast<unsigned>(::getpid()), 2 * kGiB, 0, 0};
  return 0;
}

int nvmlDeviceGetTotalEnergyConsumption(void*, unsigned long long* energy) {
  static unsigned long long drawn = 1000;
  *energy = drawn += 1500;
  return status_of("nvmlDeviceGetTotalEnergyConsumption");
}

int nvmlDeviceGetPowerUsage(void*, unsigned* power) {
  *power = 250'000;
  return status_of("nvmlDeviceGetPowerUsage");
}

int nvmlDeviceGetClockInfo(void*, unsigned type, unsigned* clock) {
  if (type != 1) return 2;
  *clock = 1980;
  return status_of("nvmlDeviceGetClockInfo");
}

int nvmlDeviceGetTemperature(void*, unsigned sensor, unsigned* temperature) {
  if (sensor != 0) return 2;
  *temperature = 61;
  return status_of("nvmlDeviceGetTemperature");
}

int nvmlDeviceGetCurrentClocksThrottleReasons(void*, unsigned long long* reasons) {
  const char* given = std::getenv("FAKE_NVML_REASONS");
  *reasons = given == nullptr ? 0 : std::strtoull(given, nullptr, 0);
  return status_of("nvmlDeviceGetCurrentClocksThrottleReasons");
}

#endif

}  // extern "C"
