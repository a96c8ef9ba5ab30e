#include "runners/cpu_throttle.h"

#include <fstream>

namespace mbench {

std::optional<std::int64_t> core_throttle_count(const fs::path& cpus) {
  boost::system::error_code ignored;
  std::optional<std::int64_t> sum;
  for (fs::directory_iterator entry(cpus, ignored); entry != fs::directory_iterator();
       entry.increment(ignored)) {
    // cpu0, cpu1, ...; other folders there have no such file.
    std::ifstream file((entry->path() / "thermal_throttle" / "core_throttle_count").string());
    std::int64_t count = 0;
    if (file >> count) sum = sum.value_or(0) + count;
  }
  return sum;
}

}  // namespace mbench
