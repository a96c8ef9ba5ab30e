#include "core/library_environment.h"

#include <unistd.h>

#include <cstdlib>

namespace mbench {
namespace {

bool is_intel_with_avx512() {
#if defined(__x86_64__)
  return __builtin_cpu_is("intel") && __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd");
#else
  return false;
#endif
}

}  // namespace

std::vector<std::string> library_environment() {
  std::vector<std::string> variables{"OMP_WAIT_POLICY=passive"};
  if (is_intel_with_avx512()) variables.push_back("OPENBLAS_CORETYPE=SkylakeX");
  return variables;
}

void restart_with_library_environment(char** argv) {
  bool has_changed = false;
  for (const std::string& variable : library_environment()) {
    const std::size_t equals = variable.find('=');
    const std::string name = variable.substr(0, equals);
    if (std::getenv(name.c_str()) != nullptr) continue;
    ::setenv(name.c_str(), variable.substr(equals + 1).c_str(), 0);
    has_changed = true;
  }
  if (has_changed) ::execv("/proc/self/exe", argv);
}

}  // namespace mbench
