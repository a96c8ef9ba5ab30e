#pragma once

#include "core/filesystem.h"
#include "runners/run_all.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mbench {

/// Runs on the four photographs and the 21 composites of the demo suites, into a store of the
/// test's own. MBENCH_TEST_FAULT names how the workers' model fails, see main.cpp.
class DemoRun : public ::testing::Test {
 protected:
  void TearDown() override;

  /// The model `trimap` on a suite.
  static RunOptions options(const std::string& suite);
  RunSummary run(const RunOptions& options);
  /// What a cell holds, with timings.
  std::vector<ResultRecord> rows(const std::string& suite, const std::string& model = "trimap",
                                 const std::string& mode = "plain");
  /// The fault's name.
  static void break_models(const std::string& fault);

  TemporaryFolder folder_;
  Database database_{folder_.path() / "runs.db", Database::Open::create};
};

}  // namespace mbench
