#include "core/version.h"

#include <fmt/format.h>

namespace mbench {

std::string program_version() {
  const std::string commit = MBENCH_COMMIT;
  return commit.empty() ? MBENCH_VERSION : fmt::format("{}+{}", MBENCH_VERSION, commit);
}

std::string compiler_version() {
#if defined(__clang__)
  constexpr const char* kName = "clang";
#else
  constexpr const char* kName = "GCC";
#endif
  return fmt::format("{} {}, {}", kName, __VERSION__, MBENCH_BUILD_TYPE);
}

}  // namespace mbench
