#include "runners/memory_probe.h"

#include <malloc.h>

#include <fstream>
#include <string>

namespace mbench {
namespace {

std::optional<std::int64_t> status_kib(const std::string& field) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.compare(0, field.size(), field) == 0 && line[field.size()] == ':') {
      return std::stoll(line.substr(field.size() + 1)) * 1024;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> resident_bytes() { return status_kib("VmRSS"); }

std::optional<std::int64_t> peak_resident_bytes() { return status_kib("VmHWM"); }

bool reset_peak_resident() {
  malloc_trim(0);
  std::ofstream clear("/proc/self/clear_refs");
  clear << "5" << std::flush;  // 5 resets VmHWM, and nothing else (proc(5))
  return clear.good();
}

}  // namespace mbench
