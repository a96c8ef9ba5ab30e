#include "tests/metrics/golden_cases.h"

#include <cstdlib>

namespace mbench {

const char* const kNoCases = "MBENCH_REFERENCE_DIR names no folder with metrics/cases";

std::vector<GoldenCase> cases_to_check() {
  const char* folder = std::getenv("MBENCH_REFERENCE_DIR");
  if (folder == nullptr) return {};
  return golden_cases(std::filesystem::path(folder) / "metrics" / "cases");
}

}  // namespace mbench
