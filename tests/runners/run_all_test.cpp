#include "runners/run_all.h"

#include "core/error.h"
#include "core/image_io.h"
#include "tests/runners/demo_run.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace mbench {
namespace {

using RunAll = DemoRun;

TEST_F(RunAll, StoresAScoredAndMeasuredRowForEveryComposite) {
  const RunSummary summary = run(options("demo"));
  EXPECT_EQ(summary.done, 21U);
  EXPECT_EQ(summary.failed, 0U);
  const auto stored = rows("demo");
  ASSERT_EQ(stored.size(), 21U);
  for (const ResultRecord& row : stored) {
    EXPECT_EQ(row.state, RowState::ok) << row.message;
    ASSERT_EQ(row.scores.size(), 4U);
    EXPECT_GT(row.scores[0].value.value_or(0.0), 0.0) << row.sample;
    ASSERT_TRUE(row.measurement && row.measurement->latency_ms) << row.sample;
    EXPECT_EQ(row.measurement->timings_ns.at("infer").size(), 1U);
    for (const char* phase : {"load", "decode", "score"}) {
      ASSERT_EQ(row.measurement->timings_ns.at(phase).size(), 1U) << phase;
      EXPECT_GT(row.measurement->timings_ns.at(phase)[0], 0) << phase;
    }
    EXPECT_GT(row.unknown_pixels, 0);
    EXPECT_LE(std::max(row.width, row.height), 1024);
  }
}

TEST_F(RunAll, FindsClosedFormBetterThanTheFloorOnEveryComposite) {
  RunOptions chosen = options("demo");
  chosen.models = {"trimap", "closed-form"};
  chosen.previews = 0;
  chosen.jobs = 2;
  EXPECT_EQ(run(chosen).done, 42U);
  const auto floor = rows("demo", "trimap");
  const auto matted = rows("demo", "closed-form");
  ASSERT_EQ(floor.size(), 21U);
  ASSERT_EQ(matted.size(), 21U);
  double sum = 0.0;
  for (std::size_t i = 0; i < floor.size(); ++i) {
    ASSERT_EQ(floor[i].sample, matted[i].sample);
    ASSERT_EQ(matted[i].scores.at(0).metric, "sad");
    const double sad = matted[i].scores.at(0).value.value();
    EXPECT_LT(sad, floor[i].scores.at(0).value.value()) << floor[i].sample;
    sum += sad;
  }
  // pymatting 1.1.14's closed-form matting has a mean SAD of 6.60823 on these pixels.
  EXPECT_NEAR(sum / 21, 6.60823, 0.001);
}

TEST_F(RunAll, NeverScoresPhotographsWithoutGroundTruth) {
  EXPECT_EQ(run(options("demo-natural")).done, 4U);
  for (const ResultRecord& row : rows("demo-natural")) {
    EXPECT_TRUE(row.scores.empty());
    EXPECT_EQ(row.identity.convention, "");
    EXPECT_TRUE(row.identity.alpha_digest.empty());
  }
}

TEST_F(RunAll, ResumesWithoutDoingAnythingTwice) {
  RunOptions chosen = options("demo-natural");
  run(chosen);
  chosen.overwrite = Overwrite::only_missing;
  const RunSummary again = run(chosen);
  EXPECT_EQ(again.done, 0U);
  EXPECT_EQ(again.reused, 4U);
  chosen.models = {"trimap", "guided-filter"};
  const RunSummary more = run(chosen);
  EXPECT_EQ(more.done, 4U);
  EXPECT_EQ(more.reused, 4U);
}

TEST_F(RunAll, TurnsACrashOfTheModelIntoARowAndGoesOn) {
  ::setenv("MBENCH_TEST_FAULT", "abort", 1);
  RunOptions chosen = options("demo-natural");
  const RunSummary crashed = run(chosen);
  EXPECT_EQ(crashed.failed, 4U);
  for (const ResultRecord& row : rows("demo-natural")) {
    EXPECT_EQ(row.state, RowState::error);
    EXPECT_NE(row.message.find("signal 6"), std::string::npos) << row.message;
  }
  ::unsetenv("MBENCH_TEST_FAULT");
  chosen.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(chosen).reused, 4U) << "failed rows are finished rows";
  chosen.retry_failed = true;
  const RunSummary healed = run(chosen);
  EXPECT_EQ(healed.done, 4U);
  EXPECT_EQ(healed.failed, 0U);
  EXPECT_EQ(rows("demo-natural").size(), 4U);
}

TEST_F(RunAll, GivesACellItsTimeAndNoMore) {
  ::setenv("MBENCH_TEST_FAULT", "hang", 1);
  RunOptions chosen = options("demo-natural");
  chosen.timeout_s = 0.4;
  EXPECT_EQ(run(chosen).failed, 4U);
  const auto stored = rows("demo-natural");
  ASSERT_EQ(stored.size(), 4U);
  for (const ResultRecord& row : stored) EXPECT_EQ(row.state, RowState::timeout);
  EXPECT_NE(stored[1].message.find("used up"), std::string::npos) << stored[1].message;
}

TEST_F(RunAll, KeepsPreviewsOfTheFirstSamplesOnly) {
  run(options("demo-natural"));
  const auto stored = rows("demo-natural");
  ResultStore results(database_);
  EXPECT_TRUE(results.preview(stored[1].identity.image_digest, "image"));
  EXPECT_TRUE(results.preview(stored[1].identity.key(), "alpha"));
  EXPECT_FALSE(results.preview(stored[2].identity.image_digest, "image"));
}

TEST_F(RunAll, SavesTheAlphasWhereAsked) {
  RunOptions chosen = options("demo-natural");
  chosen.save_alphas = (folder_.path() / "alphas").string();
  run(chosen);
  const auto stored = rows("demo-natural");
  const fs::path file =
      folder_.path() / "alphas" / "demo-natural" / "trimap" / (stored[0].sample + ".png");
  EXPECT_EQ(read_alpha(file).picture.size(), cv::Size(stored[0].width, stored[0].height));
  // A file that was lost is made again, although its row is stored.
  fs::remove(file);
  chosen.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(chosen).done, 1U);
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(RunAll, TakesSavedAlphasAsPredictionsAndSeesWhichFilesChanged) {
  RunOptions chosen = options("demo-natural");
  chosen.save_alphas = (folder_.path() / "alphas").string();
  run(chosen);
  const fs::path saved = folder_.path() / "alphas/demo-natural/trimap";
  chosen.models = {"predictions:" + saved.string()};
  chosen.save_alphas.clear();
  EXPECT_EQ(run(chosen).failed, 0U);
  const auto stored = rows("demo-natural", chosen.models[0]);
  ASSERT_EQ(stored.size(), 4U);
  EXPECT_FALSE(stored[0].identity.weights_digest.empty());
  EXPECT_FALSE(stored[0].measurement->latency_ms);

  chosen.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(chosen).reused, 4U);
  write_alpha(saved / (stored[1].sample + ".png"),
              Alpha(cv::Mat(stored[1].height, stored[1].width, CV_8UC1, cv::Scalar(7))));
  fs::remove(saved / (stored[2].sample + ".png"));
  const RunSummary again = run(chosen);
  EXPECT_EQ(again.done, 2U);
  EXPECT_EQ(again.failed, 1U);
  EXPECT_EQ(rows("demo-natural", chosen.models[0])[2].state, RowState::unsupported);
}

TEST_F(RunAll, RecordsTheRunItsMachineAndItsEnd) {
  RunOptions chosen = options("demo-natural");
  chosen.command = "mbench run --suite demo-natural";
  run(chosen);
  const auto runs = ResultStore(database_).runs();
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].state, "done");
  EXPECT_EQ(runs[0].command, chosen.command);
  EXPECT_FALSE(runs[0].machine.description.empty());
  EXPECT_FALSE(runs[0].ended_at.empty());
}

}  // namespace
}  // namespace mbench
