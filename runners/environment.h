#pragma once

#include "store/records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What figures depend on: the machine, its software, its present load. Absent means it
/// could not be found out.
struct Environment {
  std::string cpu;       ///< model name
  int logical_cpus = 0;  ///< that this process may use
  std::int64_t memory_bytes = 0;
  std::string os;
  std::string kernel;
  std::string governor;  ///< CPU frequency governor; empty where there is none
  double load_1min = 0;
  std::string blas;  ///< what libblas.so.3 resolves to: "OpenBLAS 0.3.21 (openmp)", ...
  bool reference_blas = false;
  std::string opencv;
  std::string libtorch;  ///< version; empty in a build without it
  int libtorch_threads = 0;
  int libtorch_default_threads = 0;  ///< before we set it
  std::string gpu;                   ///< names and memories; empty where there is none
  std::string gpu_driver;
  // Of the first GPU, now.
  std::optional<std::int64_t> gpu_memory_used_bytes;
  std::optional<std::int64_t> gpu_sm_clock_mhz;
  std::optional<std::int64_t> gpu_temperature_c;
  std::optional<std::int64_t> gpu_power_mw;
  std::optional<bool> gpu_throttled;
  /// That compute on any GPU: "python3 (4242), 300 MiB".
  std::vector<std::string> gpu_processes;
  /// How often cores were slowed down by heat since the machine started.
  std::optional<std::int64_t> core_throttle_count;
  std::string program_version;
  std::string compiler;
};

/// Looks at this machine. `threads` is what the user chose; it is set on OpenCV and
/// LibTorch before they are asked.
Environment examine_environment(int threads);

/// One line each on what makes figures untrustworthy here: reference BLAS, one thread on
/// a machine with more, a busy machine, a power-saving governor, other processes on the GPU, a GPU
/// that is throttled.
std::vector<std::string> environment_warnings(const Environment& environment, int threads);

/// For the store: the digest leaves out load and the program's version.
MachineRecord machine_record(const Environment& environment);

/// JSON object with every field, absent ones as null.
std::string to_json(const Environment& environment);

/// Sets the threads of OpenCV, OpenMP and LibTorch for this process.
void set_threads(int threads);

}  // namespace mbench
