// Approximate modes are marked, and compared with what the same run made in the mode plain.

#include "core/error.h"
#include "runners/child_process.h"
#include "tests/runners/demo_run.h"

#include <cstdlib>

namespace mbench {
namespace {

/// A network, whose place this program takes, in the modes plain and tokens:64.
class PlainDifference : public DemoRun {
 protected:
  void SetUp() override {
    fs::create_directory(scratch_);
    ::setenv("TMPDIR", scratch_.c_str(), 1);
    break_models("differ_from_plain");
  }
  void TearDown() override {
    ::unsetenv("TMPDIR");
    DemoRun::TearDown();
    EXPECT_TRUE(fs::is_empty(scratch_)) << "what the run wrote there is gone";
  }

  static RunOptions in_modes(const std::vector<std::string>& modes) {
    RunOptions options = DemoRun::options("demo-natural");
    options.models = {"mematte-s"};
    options.weights = "synthetic:1";
    options.memory_modes = modes;
    options.worker_program = program_file();
    return options;
  }
  std::vector<ResultRecord> stored(const std::string& mode) {
    return rows("demo-natural", "mematte-s", mode + "+synthetic:1");
  }

 private:
  const fs::path scratch_ = folder_.path() / "scratch";
};

TEST_F(PlainDifference, IsStoredWithTheRowsOfApproximateModes) {
  EXPECT_EQ(run(in_modes({"tokens:64", "plain"})).failed, 0U);
  for (const ResultRecord& row : stored("tokens:64")) {
    EXPECT_EQ(row.measurement->plain_max_difference, 0.5);
    EXPECT_NEAR(row.measurement->plain_mean_difference.value(), 0.5 / (row.width * row.height),
                1e-12);
  }
  for (const ResultRecord& row : stored("plain")) {
    EXPECT_FALSE(row.measurement->plain_max_difference);
  }
  for (const CellRecord& cell : ResultStore(database_).cells()) {
    EXPECT_EQ(cell.approximate, cell.mode != "plain+synthetic:1") << cell.mode;
  }
}

TEST_F(PlainDifference, IsKnownWhateverTheNumberOfLanes) {
  RunOptions chosen = in_modes({"plain", "tokens:64", "tokens:16"});
  chosen.selection.limit = 2;
  chosen.jobs = 6;  // so that modes meet
  EXPECT_EQ(run(chosen).done, 6U);
  for (const char* mode : {"tokens:64", "tokens:16"}) {
    for (const ResultRecord& row : stored(mode)) {
      EXPECT_EQ(row.measurement->plain_max_difference, 0.5) << mode;
    }
  }
}

TEST_F(PlainDifference, IsUnknownWherePlainWasNotRunInThisRun) {
  run(in_modes({"tokens:64"}));
  EXPECT_FALSE(stored("tokens:64")[0].measurement->plain_max_difference);
  run(in_modes({"plain"}));
  RunOptions both = in_modes({"plain", "tokens:16"});
  both.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(both).reused, 4U);
  EXPECT_FALSE(stored("tokens:16")[0].measurement->plain_max_difference);
}

TEST_F(PlainDifference, IsUnknownWherePlainFailed) {
  break_models("throw_in_plain");
  EXPECT_EQ(run(in_modes({"plain", "tokens:64"})).failed, 4U);
  ASSERT_EQ(stored("tokens:64").size(), 4U);
  EXPECT_FALSE(stored("tokens:64")[0].measurement->plain_max_difference);
}

TEST_F(PlainDifference, LeavesNoFilesWhenTheRunIsStopped) {
  RunOptions chosen = in_modes({"plain", "tokens:64"});
  chosen.budget_s = 1e-9;
  EXPECT_THROW(run(chosen), Interrupted);
  chosen.budget_s.reset();
  break_models("hang");
  chosen.timeout_s = 0.2;
  chosen.budget_s = 0.1;
  chosen.jobs = 2;
  EXPECT_THROW(run(chosen), Interrupted);
}

}  // namespace
}  // namespace mbench
