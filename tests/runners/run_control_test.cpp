// Which images are run, which stored rows stay, and when a run stops by itself.

#include "core/error.h"
#include "reports/score_table.h"
#include "tests/runners/demo_run.h"

namespace mbench {
namespace {

class RunControl : public DemoRun {
 protected:
  std::vector<std::string> names(const std::string& suite) {
    std::vector<std::string> names;
    for (const ResultRecord& row : rows(suite)) names.push_back(row.sample);
    return names;
  }
  /// The only row of the leaderboard.
  LeaderboardRow shown() {
    const ResultStore results(database_);
    return leaderboard(results, {}).at(0);
  }
  static RunOptions with(const RunOptions& options, Overwrite overwrite) {
    RunOptions changed = options;
    changed.overwrite = overwrite;
    return changed;
  }
};

TEST_F(RunControl, OfAPartOfASuiteLeavesTheCellUnfinished) {
  RunOptions chosen = options("demo-natural");
  chosen.selection.limit = 3;
  EXPECT_EQ(run(chosen).done, 3U);
  EXPECT_EQ(shown().ok(), 3);
  EXPECT_EQ(shown().total, 4);
  EXPECT_FALSE(shown().complete());
  EXPECT_EQ(run(with(options("demo-natural"), Overwrite::only_missing)).done, 1U);
  EXPECT_TRUE(shown().complete());
}

TEST_F(RunControl, OfAPartOfASuiteKeepsTheRowsOfTheOthers) {
  run(options("demo-natural"));
  const std::vector<std::string> all = names("demo-natural");
  ASSERT_EQ(all.size(), 4U);
  RunOptions chosen = options("demo-natural");
  chosen.selection.pattern = "^" + all[2] + "$";
  EXPECT_EQ(run(chosen).done, 1U);
  EXPECT_EQ(names("demo-natural"), all);
  EXPECT_EQ(rows("demo-natural")[2].ordinal, 2);
}

TEST_F(RunControl, RefusesAnExpressionThatMatchesNoSample) {
  RunOptions chosen = options("demo-natural");
  chosen.selection.pattern = "no such name";
  try {
    run(chosen);
    FAIL() << "nothing was run without a word";
  } catch (const UsageError& error) {
    EXPECT_NE(error.hint().find("names such as"), std::string::npos) << error.hint();
  }
  EXPECT_TRUE(ResultStore(database_).runs().empty());
}

TEST_F(RunControl, LeavesASuiteOutInWhichNothingMatches) {
  RunOptions chosen = options("demo");
  chosen.suites = {"demo", "demo-natural"};
  run(options("demo-natural"));
  chosen.selection.pattern = "^" + names("demo-natural")[0] + "$";
  const RunSummary summary = run(chosen);
  EXPECT_EQ(summary.done, 1U);
  EXPECT_EQ(summary.suites, std::vector<std::string>{"demo-natural"});
  EXPECT_EQ(ResultStore(database_).cells().size(), 1U);
}

TEST_F(RunControl, AlwaysComputesEverythingAnew) {
  run(options("demo-natural"));
  EXPECT_EQ(run(with(options("demo-natural"), Overwrite::always)).done, 4U);
}

TEST_F(RunControl, NeverChangesARowThatIsThereAndComputesTheOthers) {
  break_models("throw");
  RunOptions half = options("demo-natural");
  half.selection.limit = 2;
  EXPECT_EQ(run(half).failed, 2U);
  break_models("none");
  const RunSummary rest = run(with(options("demo-natural"), Overwrite::never));
  EXPECT_EQ(rest.done, 2U);
  EXPECT_EQ(rest.reused, 2U);
  EXPECT_EQ(rest.failed, 2U) << "failed rows that are kept count as failed";
  const auto stored = rows("demo-natural");
  EXPECT_EQ(stored[1].state, RowState::error);
  EXPECT_EQ(stored[2].state, RowState::ok);
}

TEST_F(RunControl, NeverKeepsWhatAnotherMachineMeasured) {
  run(options("demo-natural"));
  Progress silent;
  Environment other;
  other.cpu = "another one";
  const RunOptions never = with(options("demo-natural"), Overwrite::never);
  EXPECT_EQ(run_all(never, other, database_, silent).reused, 4U);
  const RunOptions missing = with(options("demo-natural"), Overwrite::only_missing);
  EXPECT_EQ(run_all(missing, other, database_, silent).done, 4U);
}

TEST_F(RunControl, RetriesFailedRowsOnlyWhereOthersAreKept) {
  RunOptions chosen = options("demo-natural");
  chosen.retry_failed = true;
  EXPECT_THROW(chosen.check(), UsageError);
  EXPECT_NO_THROW(with(chosen, Overwrite::only_missing).check());
  EXPECT_THROW(with(chosen, Overwrite::never).check(), UsageError);
}

TEST_F(RunControl, StopsBetweenTwoImagesWhenTheBudgetIsSpent) {
  break_models("hang");
  RunOptions chosen = options("demo-natural");
  chosen.timeout_s = 0.3;  // what the first image takes
  chosen.budget_s = 0.2;
  EXPECT_THROW(run(chosen), Interrupted);
  EXPECT_EQ(rows("demo-natural").size(), 1U) << "the image that was begun is stored";
  EXPECT_EQ(ResultStore(database_).runs().at(0).state, "interrupted");
  break_models("none");
  EXPECT_EQ(run(with(options("demo-natural"), Overwrite::only_missing)).done, 3U);
}

TEST_F(RunControl, EndsAsUsualWithinItsBudget) {
  RunOptions chosen = options("demo-natural");
  chosen.budget_s = 3600;
  EXPECT_EQ(run(chosen).done, 4U);
  chosen.budget_s = 0.0;
  EXPECT_THROW(chosen.check(), UsageError);
}

}  // namespace
}  // namespace mbench
