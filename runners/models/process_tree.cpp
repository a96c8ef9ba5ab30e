#include "runners/models/process_tree.h"

#include "runners/models/nvml.h"

#include <dirent.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mbench {
namespace {

std::string proc_file(pid_t process, const char* name) {
  return "/proc/" + std::to_string(process) + "/" + name;
}

/// The parent, by the fourth field of /proc/PID/stat; the second, a name in brackets, may hold
/// anything.
std::optional<pid_t> parent_of(pid_t process) {
  std::ifstream file(proc_file(process, "stat"));
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const std::size_t bracket = line.rfind(')');
  constexpr std::size_t kToParent = 4;  // ") S "
  if (bracket == std::string::npos || bracket + kToParent >= line.size()) return std::nullopt;
  pid_t parent = 0;
  std::from_chars(line.data() + bracket + kToParent, line.data() + line.size(), parent);
  return parent;
}

std::vector<pid_t> all_processes() {
  std::vector<pid_t> processes;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), ::closedir);
  if (!folder) return processes;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    pid_t process = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (error == std::errc() && end == name.data() + name.size()) processes.push_back(process);
  }
  return processes;
}

/// The number of a line "Pss:   12 kB", in bytes.
std::optional<std::int64_t> kib_field(const std::string& path, std::string_view field) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    if (line.compare(0, field.size(), field) != 0) continue;
    const std::size_t digits = line.find_first_of("0123456789", field.size());
    if (digits == std::string::npos) return std::nullopt;
    std::int64_t kib = 0;
    std::from_chars(line.data() + digits, line.data() + line.size(), kib);
    return kib * 1024;
  }
  return std::nullopt;
}

std::optional<std::int64_t> share_of(pid_t process) {
  const auto proportional = kib_field(proc_file(process, "smaps_rollup"), "Pss:");
  return proportional ? proportional : kib_field(proc_file(process, "status"), "VmRSS:");
}

}  // namespace

std::vector<pid_t> processes_below(pid_t root) {
  std::multimap<pid_t, pid_t> children;
  for (const pid_t process : all_processes()) {
    if (const auto parent = parent_of(process)) children.emplace(*parent, process);
  }
  std::vector<pid_t> below;
  std::vector<pid_t> to_visit{root};
  while (!to_visit.empty()) {
    const auto [begin, end] = children.equal_range(to_visit.back());
    to_visit.pop_back();
    for (auto child = begin; child != end; ++child) {
      below.push_back(child->second);
      to_visit.push_back(child->second);
    }
    // Each is visited once, even if a number was given anew while /proc was read.
    children.erase(begin, end);
  }
  return below;
}

std::optional<std::int64_t> memory_of(const std::vector<pid_t>& processes) {
  std::optional<std::int64_t> sum;
  for (const pid_t process : processes) {
    if (const auto share = share_of(process)) sum = sum.value_or(0) + *share;
  }
  return sum;
}

std::optional<std::int64_t> largest_peak_of(const std::vector<pid_t>& processes) {
  std::optional<std::int64_t> largest;
  for (const pid_t process : processes) {
    const auto peak = kib_field(proc_file(process, "status"), "VmHWM:");
    if (peak) largest = std::max(largest.value_or(0), *peak);
  }
  return largest;
}

std::optional<std::int64_t> device_memory_of(const std::vector<pid_t>& processes) {
  static const Nvml nvml;
  std::optional<std::int64_t> sum;
  for (int i = 0; i < nvml.device_count(); ++i) {
    const std::optional<GpuDevice> gpu = nvml.device(i);
    const auto computing = gpu ? gpu->processes() : std::nullopt;
    if (!computing) continue;
    for (const GpuProcess& one : *computing) {
      const bool ours = std::find(processes.begin(), processes.end(), one.pid) != processes.end();
      if (ours && one.memory_bytes) sum = sum.value_or(0) + *one.memory_bytes;
    }
  }
  return sum;
}

std::int64_t out_of_memory_kills() {
  std::ifstream counters("/proc/vmstat");
  std::string name;
  std::int64_t value = 0;
  while (counters >> name >> value) {
    if (name == "oom_kill") return value;
  }
  return 0;
}

}  // namespace mbench
