#include "runners/system_libraries.h"

#include "core/filesystem.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace mbench {
namespace {

class Library {
 public:
  explicit Library(const char* name) : handle_(::dlopen(name, RTLD_LAZY | RTLD_LOCAL)) {}
  ~Library() {
    if (handle_ != nullptr) ::dlclose(handle_);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  explicit operator bool() const { return handle_ != nullptr; }

  template <typename Function>
  Function* function(const char* name) const {
    return reinterpret_cast<Function*>(::dlsym(handle_, name));
  }

 private:
  void* handle_;
};

struct NvmlMemory {
  unsigned long long total, free, used;
};

}  // namespace

BlasLibrary find_blas() {
  const Library blas("libblas.so.3");
  if (!blas) return {};
  auto* known = blas.function<void()>("dgemm_");
  Dl_info where{};
  if (known == nullptr || ::dladdr(reinterpret_cast<void*>(known), &where) == 0) return {};
  boost::system::error_code ignored;
  const fs::path real = fs::canonical(where.dli_fname, ignored);
  const std::string path = ignored ? where.dli_fname : real.string();

  BlasLibrary found;
  // OpenBLAS as libblas.so.3 hides its own configuration's name behind the standard ones,
  // so the folder that the alternative points to decides.
  if (auto* config = blas.function<char*()>("openblas_get_config")) {
    found.description = fmt::format("{} ({})", config(), path);
  } else if (path.find("openblas") != std::string::npos) {
    found.description = fmt::format("OpenBLAS ({})", path);
  } else if (path.find("/blas/") != std::string::npos) {
    found.description = fmt::format("reference BLAS ({})", path);
    found.reference = true;
  } else {
    found.description = path;
  }
  return found;
}

Gpu find_gpu() {
  const Library nvml("libnvidia-ml.so.1");
  if (!nvml) return {};
  auto* init = nvml.function<int()>("nvmlInit_v2");
  auto* shutdown = nvml.function<int()>("nvmlShutdown");
  auto* device_by_index = nvml.function<int(unsigned, void**)>("nvmlDeviceGetHandleByIndex_v2");
  auto* device_name = nvml.function<int(void*, char*, unsigned)>("nvmlDeviceGetName");
  auto* device_memory = nvml.function<int(void*, NvmlMemory*)>("nvmlDeviceGetMemoryInfo");
  auto* driver_version = nvml.function<int(char*, unsigned)>("nvmlSystemGetDriverVersion");
  if (init == nullptr || shutdown == nullptr || device_by_index == nullptr ||
      device_name == nullptr || device_memory == nullptr || driver_version == nullptr ||
      init() != 0) {
    return {};
  }
  Gpu gpu;
  void* device = nullptr;
  if (device_by_index(0, &device) == 0) {
    std::array<char, 96> text{};
    if (device_name(device, text.data(), text.size()) == 0) gpu.name = text.data();
    if (driver_version(text.data(), text.size()) == 0) gpu.driver = text.data();
    NvmlMemory memory{};
    if (device_memory(device, &memory) == 0)
      gpu.memory_bytes = static_cast<std::int64_t>(memory.total);
  }
  shutdown();
  return gpu;
}

}  // namespace mbench
