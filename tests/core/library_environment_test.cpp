#include "core/library_environment.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mbench {
namespace {

TEST(LibraryEnvironment, IsOfVariablesWithValues) {
  const std::vector<std::string> variables = library_environment();
  EXPECT_NE(std::find(variables.begin(), variables.end(), "OMP_WAIT_POLICY=passive"),
            variables.end());
  for (const std::string& variable : variables) {
    const std::size_t equals = variable.find('=');
    EXPECT_GT(equals, 0U) << variable;
    EXPECT_LT(equals + 1, variable.size()) << variable;
  }
}

}  // namespace
}  // namespace mbench
