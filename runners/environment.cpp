#include "runners/environment.h"

#include "core/sha256.h"
#include "core/version.h"
#include "runners/child_process.h"
#include "runners/cpu_throttle.h"
#include "runners/models/nvml.h"
#include "runners/system_libraries.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/utsname.h>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

std::string first_line(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// The value behind `key` in a file of "key<separator>value" lines; empty if there is none.
std::string value_in(const char* path, const std::string& key, char separator) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    if (line.compare(0, key.size(), key) != 0) continue;
    const auto start = line.find_first_not_of(" \t\"", line.find(separator) + 1);
    if (start == std::string::npos) return {};
    const auto end = line.find_last_not_of(" \t\"");
    return line.substr(start, end - start + 1);
  }
  return {};
}

int usable_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

void ask_libtorch(Environment& environment, int threads) {
  const auto program = companion_program("mbench-torch");
  if (!program) return;
  const ProgramResult answer = run_program(*program, {"environment", std::to_string(threads)});
  const Json json = Json::parse(answer.output, nullptr, false);
  if (answer.exit_status != 0 || !json.is_object()) {
    environment.libtorch =
        fmt::format("{} does not run (status {})", program->string(), answer.exit_status);
    return;
  }
  environment.libtorch =
      json.value("version", "") + (json.value("cuda", false) ? " with CUDA" : " without CUDA");
  environment.libtorch_default_threads = json.value("default_threads", 0);
  environment.libtorch_threads = json.value("threads", 0);
}

std::string in_words(const GpuProcess& process) {
  std::string words =
      fmt::format("{} ({})", process.name.empty() ? "?" : process.name, process.pid);
  if (process.memory_bytes) words += fmt::format(", {} MiB", *process.memory_bytes >> 20);
  return words;
}

std::string in_words(const GpuDevice& gpu) {
  std::string words = gpu.name().value_or("a GPU without a name");
  if (const auto memory = gpu.memory()) words += fmt::format(", {} MiB", memory->total_bytes >> 20);
  return words;
}

void find_gpus(Environment& environment) {
  const Nvml nvml;
  for (int i = 0; i < nvml.device_count(); ++i) {
    const auto gpu = nvml.device(i);
    if (!gpu) continue;
    environment.gpu += (environment.gpu.empty() ? "" : "; ") + in_words(*gpu);
    for (const GpuProcess& process : gpu->processes().value_or(std::vector<GpuProcess>())) {
      environment.gpu_processes.push_back(in_words(process));
    }
  }
  environment.gpu_driver = nvml.driver_version().value_or("");
  const auto first = nvml.device(0);
  if (!first) return;
  if (const auto memory = first->memory()) environment.gpu_memory_used_bytes = memory->used_bytes;
  environment.gpu_sm_clock_mhz = first->sm_clock_mhz();
  environment.gpu_temperature_c = first->temperature_c();
  environment.gpu_power_mw = first->power_mw();
  environment.gpu_throttled = first->is_throttled();
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// What makes figures of two machines comparable, and nothing that changes from hour to hour.
Json lasting(const Environment& environment) {
  return Json{{"cpu", text_or_null(environment.cpu)},
              {"logical_cpus", environment.logical_cpus},
              {"memory_bytes", environment.memory_bytes},
              {"os", text_or_null(environment.os)},
              {"kernel", text_or_null(environment.kernel)},
              {"governor", text_or_null(environment.governor)},
              {"blas", text_or_null(environment.blas)},
              {"opencv", environment.opencv},
              {"libtorch", text_or_null(environment.libtorch)},
              {"gpu", text_or_null(environment.gpu)},
              {"gpu_driver", text_or_null(environment.gpu_driver)},
              {"compiler", environment.compiler}};
}

Json everything(const Environment& environment) {
  Json json = lasting(environment);
  json["load_1min"] = environment.load_1min;
  json["libtorch_threads"] =
      environment.libtorch.empty() ? Json() : Json(environment.libtorch_threads);
  json["libtorch_default_threads"] =
      environment.libtorch.empty() ? Json() : Json(environment.libtorch_default_threads);
  json["reference_blas"] = environment.blas.empty() ? Json() : Json(environment.reference_blas);
  json["gpu_memory_used_bytes"] = or_null(environment.gpu_memory_used_bytes);
  json["gpu_sm_clock_mhz"] = or_null(environment.gpu_sm_clock_mhz);
  json["gpu_temperature_c"] = or_null(environment.gpu_temperature_c);
  json["gpu_power_mw"] = or_null(environment.gpu_power_mw);
  json["gpu_throttled"] = or_null(environment.gpu_throttled);
  json["core_throttle_count"] = or_null(environment.core_throttle_count);
  json["program_version"] = environment.program_version;
  return json;
}

}  // namespace

void set_threads(int threads) {
  // OpenMP reads this once, when the first library that uses it starts its threads.
  ::setenv("OMP_NUM_THREADS", std::to_string(threads).c_str(), 1);
  cv::setNumThreads(threads);
}

Environment examine_environment(int threads) {
  Environment found;
  // Before set_threads, which also decides the default of every program that we start.
  ask_libtorch(found, threads);
  set_threads(threads);
  found.cpu = value_in("/proc/cpuinfo", "model name", ':');
  found.logical_cpus = usable_cpus();
  const std::string memory = value_in("/proc/meminfo", "MemTotal", ':');
  found.memory_bytes = memory.empty() ? 0 : std::stoll(memory) * 1024;
  found.os = value_in("/etc/os-release", "PRETTY_NAME=", '=');
  utsname system{};
  if (::uname(&system) == 0) found.kernel = fmt::format("{} {}", system.sysname, system.release);
  found.governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  std::istringstream(first_line("/proc/loadavg")) >> found.load_1min;
  const BlasLibrary blas = find_blas();
  found.blas = blas.description;
  found.reference_blas = blas.reference;
  found.opencv = CV_VERSION;
  find_gpus(found);
  found.core_throttle_count = core_throttle_count();
  found.program_version = program_version();
  found.compiler = compiler_version();
  return found;
}

std::vector<std::string> environment_warnings(const Environment& environment, int threads) {
  std::vector<std::string> warnings;
  if (environment.reference_blas) {
    warnings.push_back(
        "libblas.so.3 is the reference BLAS: networks run some 24 times slower than with OpenBLAS "
        "(install libopenblas0-openmp)");
  }
  if (threads == 1 && environment.logical_cpus > 1) {
    warnings.push_back(fmt::format("one thread on a machine with {} CPUs (--threads {} uses them)",
                                   environment.logical_cpus, environment.logical_cpus));
  }
  if (threads > environment.logical_cpus) {
    warnings.push_back(
        fmt::format("{} threads on {} CPUs: latencies will be those of a crowded machine", threads,
                    environment.logical_cpus));
  }
  // A load of half a CPU already shifts a latency by more than two methods often differ.
  if (environment.load_1min > 0.5) {
    warnings.push_back(
        fmt::format("the machine is busy (load {:.1f} on {} CPUs): latencies are not to be trusted",
                    environment.load_1min, environment.logical_cpus));
  }
  if (environment.governor == "powersave" || environment.governor == "conservative") {
    warnings.push_back(
        fmt::format("the CPU governor is '{}': latencies depend on the clock of the moment",
                    environment.governor));
  }
  for (const std::string& process : environment.gpu_processes) {
    warnings.push_back(
        fmt::format("{} is on the GPU: it takes time and memory from what is measured", process));
  }
  if (environment.gpu_throttled.value_or(false)) {
    warnings.push_back("the GPU is throttled now, by heat or lack of power");
  }
  return warnings;
}

MachineRecord machine_record(const Environment& environment) {
  const Json json = lasting(environment);
  return MachineRecord{sha256(json.dump()), json.dump()};
}

std::string to_json(const Environment& environment) { return everything(environment).dump(2); }

}  // namespace mbench
