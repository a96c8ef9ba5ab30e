#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace mbench {

/// The processes below `root`, children of children among them, without `root`; as /proc has
/// them now.
std::vector<pid_t> processes_below(pid_t root);

/// What a set of processes holds of main memory together: the sum of their proportional set sizes
/// (PSS: a page that n processes share counts 1/n in each), or of the resident ones where the
/// kernel does not tell those. Processes that are gone count nothing; none if all are.
std::optional<std::int64_t> memory_of(const std::vector<pid_t>& processes);

/// The highest resident memory that any one of them ever had, as the kernel kept it.
std::optional<std::int64_t> largest_peak_of(const std::vector<pid_t>& processes);

/// Memory that they hold on NVIDIA's GPUs together, by NVML's lists of computing processes; none
/// without NVML, and where none of them is on a GPU. In a container the driver may know them by
/// other numbers; then it is none, too.
std::optional<std::int64_t> device_memory_of(const std::vector<pid_t>& processes);

/// Processes that the kernel killed for want of memory since it started.
std::int64_t out_of_memory_kills();

}  // namespace mbench
