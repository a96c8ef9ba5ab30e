#include "runners/memory_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace mbench {

void limit_own_memory(std::int64_t bytes) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0) return;
  limit.rlim_cur = std::min(limit.rlim_max, static_cast<rlim_t>(bytes));
  ::setrlimit(RLIMIT_DATA, &limit);
}

}  // namespace mbench
