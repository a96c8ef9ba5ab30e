#include "tests/metrics/golden_cases.h"

#include <stdexcept>

namespace mbench {

const char* const kNoCases = "tests/data/metrics is empty";

std::vector<GoldenCase> cases_to_check() {
  std::vector<GoldenCase> cases = golden_cases(MBENCH_STORED_CASES);
  if (cases.empty()) throw std::runtime_error(kNoCases);  // they belong to the clone
  return cases;
}

}  // namespace mbench
