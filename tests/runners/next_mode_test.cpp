// Images that run out of memory in one memory mode are tried in the next.

#include "core/error.h"
#include "runners/child_process.h"
#include "runners/run_forecast.h"
#include "tests/runners/demo_run.h"

namespace mbench {
namespace {

/// A network, whose place this program takes, in two or three modes on four photographs.
class NextMode : public DemoRun {
 protected:
  static RunOptions in_modes(const std::vector<std::string>& modes) {
    RunOptions options = DemoRun::options("demo-natural");
    options.models = {"mematte-s"};
    options.weights = "synthetic:1";
    options.memory_modes = modes;
    options.on_oom = OnOom::next_mode;
    options.worker_program = program_file();
    return options;
  }
  /// "0:ok 1:oom": the places and states that a mode's cell holds.
  std::string held(const std::string& mode) {
    std::string text;
    for (const CellRecord& cell : ResultStore(database_).cells()) {
      if (cell.mode != mode + "+synthetic:1") continue;
      for (const ResultRecord& row : rows("demo-natural", "mematte-s", cell.mode)) {
        if (!text.empty()) text += ' ';
        text += std::to_string(row.ordinal) + ":" + to_text(row.state);
      }
    }
    return text;
  }
};

TEST_F(NextMode, RunsOnlyWhatRanOutOfMemory) {
  break_models("oom_of_every_second_in_plain");
  const RunSummary summary = run(in_modes({"plain", "tokens:64", "tokens:16"}));
  EXPECT_EQ(summary.done, 6U);
  EXPECT_EQ(summary.failed, 0U) << "each image was done in some mode";
  EXPECT_EQ(held("plain"), "0:ok 1:oom 2:ok 3:oom");
  EXPECT_EQ(held("tokens:64"), "1:ok 3:ok");
  EXPECT_EQ(held("tokens:16"), "");
}

TEST_F(NextMode, TriesTheModesInTheOrderGiven) {
  break_models("oom_of_every_second_in_plain");
  EXPECT_EQ(run(in_modes({"tokens:64", "plain"})).done, 4U);
  EXPECT_EQ(held("tokens:64"), "0:ok 1:ok 2:ok 3:ok");
  EXPECT_EQ(held("plain"), "");
}

TEST_F(NextMode, CountsAnImageAsFailedOnceIfEveryModeFailed) {
  break_models("oom_in_every_mode");
  const RunSummary summary = run(in_modes({"plain", "tokens:64"}));
  EXPECT_EQ(summary.done, 8U);
  EXPECT_EQ(summary.failed, 4U);
}

TEST_F(NextMode, DoesNotTryOtherFailuresAgain) {
  break_models("throw");
  const RunSummary summary = run(in_modes({"plain", "tokens:64"}));
  EXPECT_EQ(summary.done, 4U);
  EXPECT_EQ(summary.failed, 4U);
  EXPECT_EQ(held("tokens:64"), "");
}

TEST_F(NextMode, GoesOnFromStoredRows) {
  break_models("oom_of_every_second_in_plain");
  RunOptions first = in_modes({"plain"});
  first.on_oom = OnOom::keep;
  EXPECT_EQ(run(first).failed, 2U);
  RunOptions both = in_modes({"plain", "tokens:64"});
  both.overwrite = Overwrite::only_missing;
  const RunSummary summary = run(both);
  EXPECT_EQ(summary.reused, 4U);
  EXPECT_EQ(summary.done, 2U);
  EXPECT_EQ(summary.failed, 0U);
  const RunSummary again = run(both);
  EXPECT_EQ(again.reused, 6U);
  EXPECT_EQ(again.done, 0U);
  EXPECT_EQ(again.failed, 0U);
}

TEST_F(NextMode, WorksWithSeveralImagesAtATime) {
  break_models("oom_in_every_mode");
  RunOptions chosen = in_modes({"plain", "tokens:64"});
  chosen.jobs = 3;
  EXPECT_EQ(run(chosen).failed, 4U);
  EXPECT_EQ(held("tokens:64"), "0:oom 1:oom 2:oom 3:oom");
}

TEST_F(NextMode, IsNotTriedWhereTheRowIsToBeKept) {
  break_models("oom_of_every_second_in_plain");
  RunOptions chosen = in_modes({"plain", "tokens:64"});
  chosen.on_oom = OnOom::keep;
  const RunSummary summary = run(chosen);
  EXPECT_EQ(summary.done, 8U);
  EXPECT_EQ(summary.failed, 2U);
}

TEST_F(NextMode, NeedsAMode) {
  EXPECT_THROW(in_modes({}).check(), UsageError);
  EXPECT_THROW(in_modes({"plain"}).check(), UsageError);
  EXPECT_NO_THROW(in_modes({"plain", "tokens:64"}).check());
}

TEST_F(NextMode, IsNotForetold) {
  Progress silent;
  const auto cells = forecast(in_modes({"plain", "tokens:64"}), Environment(), database_, silent);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].to_run, 4U);
  EXPECT_FALSE(cells[1].to_run);
  EXPECT_FALSE(cells[1].bytes);
}

}  // namespace
}  // namespace mbench
