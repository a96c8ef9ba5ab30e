#pragma once

#include "metrics/score_card.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mbench {

inline std::vector<std::string> convention_names() {
  std::vector<std::string> names;
  for (const ConventionInfo& convention : conventions()) names.push_back(convention.name);
  return names;
}

/// As a part of a test's name.
inline std::string test_name(const testing::TestParamInfo<std::string>& convention) {
  std::string name = convention.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace mbench
