#pragma once

#include "core/filesystem.h"

#include <cstdint>
#include <optional>

namespace mbench {

/// Where Linux shows the processors.
constexpr const char* kCpuFolder = "/sys/devices/system/cpu";

/// How often cores were slowed down because they were too hot, since the machine started: the sum
/// of cpu*/thermal_throttle/core_throttle_count. None where no core tells, as in most virtual
/// machines.
std::optional<std::int64_t> core_throttle_count(const fs::path& cpus = kCpuFolder);

}  // namespace mbench
