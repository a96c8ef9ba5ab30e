// Runs on degraded suites: what rows stand under, what they rest on, what they never mix with.

#include "datasets/suite.h"
#include "metrics/score_card.h"
#include "runners/run_all.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mbench {
namespace {

class DegradedRun : public ::testing::Test {
 protected:
  RunOptions options(const std::string& suite, const std::vector<std::string>& degradations) const {
    RunOptions options;
    options.suites = {suite};
    options.models = {"trimap"};
    options.degradations = degradations;
    options.previews = 1;
    return options;
  }
  RunSummary run(const RunOptions& options) {
    Progress silent;
    Environment environment;
    environment.cpu = "a test's";
    return run_all(options, environment, database_, silent);
  }
  std::vector<ResultRecord> rows(const std::string& suite, const std::string& model = "trimap") {
    std::vector<ResultRecord> all;
    CellRecord cell;
    cell.suite = suite;
    cell.model = model;
    ResultStore(database_).for_each_result(cell, false,
                                           [&](const ResultRecord& row) { all.push_back(row); });
    return all;
  }
  std::set<std::string> keys(const std::string& suite) {
    std::set<std::string> keys;
    for (const ResultRecord& row : rows(suite)) keys.insert(row.identity.key());
    return keys;
  }

  TemporaryFolder folder_;
  Database database_{folder_.path() / "runs.db", Database::Open::create};
};

double sad(const ResultRecord& row) { return row.scores.at(0).value.value(); }

double mean_sad(const std::vector<ResultRecord>& rows) {
  double sum = 0;
  for (const ResultRecord& row : rows) sum += sad(row);
  return sum / static_cast<double>(rows.size());
}

/// What the model `trimap` makes of a trimap: unknown is half.
Alpha halves(const Trimap& trimap) {
  cv::Mat alpha(trimap.size(), CV_32FC1);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      const std::uint8_t value = trimap.pixels().at<std::uint8_t>(y, x);
      alpha.at<float>(y, x) = value == Trimap::kUnknown ? 0.5F : static_cast<float>(value) / 255;
    }
  }
  return Alpha(alpha);
}

TEST_F(DegradedRun, StoresEachVariantUnderItsOwnNameInOneSweep) {
  const RunSummary summary =
      run(options("demo-natural", {"none", "blur:2.0", "trimap-dilate:5+jpeg:30"}));
  EXPECT_EQ(summary.done, 12U);
  EXPECT_EQ(summary.failed, 0U);
  EXPECT_EQ(summary.suites, (std::vector<std::string>{"demo-natural", "demo-natural+blur:2",
                                                      "demo-natural+trimap-dilate:5+jpeg:30"}));
  std::set<std::string> all;
  for (const std::string& suite : summary.suites) {
    const std::set<std::string> own = keys(suite);
    EXPECT_EQ(own.size(), 4U) << suite;
    all.insert(own.begin(), own.end());
  }
  EXPECT_EQ(all.size(), 12U) << "no row is shared";
}

TEST_F(DegradedRun, WithoutNoneLeavesTheSuiteItselfAlone) {
  run(options("demo-natural", {"blur:2"}));
  for (const CellRecord& cell : ResultStore(database_).cells()) {
    EXPECT_EQ(cell.suite, "demo-natural+blur:2");
  }
}

TEST_F(DegradedRun, NeverSharesRowsOrPicturesEvenWherePixelsAreTheSame) {
  // So small a blur moves nothing after rounding.
  RunOptions chosen = options("demo-natural", {"none", "blur:0.1", "blur:0.11"});
  chosen.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(chosen).done, 12U);
  const ResultRecord clean = rows("demo-natural").at(0);
  const ResultRecord same = rows("demo-natural+blur:0.1").at(0);
  EXPECT_NE(clean.identity.key(), same.identity.key());
  EXPECT_NE(clean.identity.image_digest, same.identity.image_digest);
  EXPECT_EQ(clean.identity.trimap_digest, same.identity.trimap_digest);
  ResultStore results(database_);
  EXPECT_TRUE(results.preview(same.identity.image_digest, "image"));
  EXPECT_EQ(results.preview(same.identity.image_digest, "image"),
            results.preview(clean.identity.image_digest, "image"));
}

TEST_F(DegradedRun, ShowsTheTrimapThatTheModelWasGiven) {
  run(options("demo-natural", {"none", "trimap-dilate:40"}));
  ResultStore results(database_);
  const auto shown = [&](const std::string& suite) {
    return results.preview(rows(suite).at(0).identity.image_digest, "trimap");
  };
  EXPECT_NE(shown("demo-natural"), shown("demo-natural+trimap-dilate:40"));
  EXPECT_GT(rows("demo-natural+trimap-dilate:40").at(0).unknown_pixels,
            rows("demo-natural").at(0).unknown_pixels);
}

TEST_F(DegradedRun, ResumesEachVariantByItself) {
  RunOptions chosen = options("demo-natural", {"noise:10"});
  run(chosen);
  chosen.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(chosen).reused, 4U);
  chosen.degradations = {"none", "noise:10", "noise:10:1"};
  const RunSummary more = run(chosen);
  EXPECT_EQ(more.reused, 4U);
  EXPECT_EQ(more.done, 8U);
}

TEST_F(DegradedRun, ScoresOverThePixelsUnknownBeforeOrAfter) {
  run(options("demo", {"none", "trimap-dilate:12", "trimap-erode:12"}));
  const std::vector<Sample> samples = find_suite("demo").samples();
  for (const std::string text : {"trimap-dilate:12", "trimap-erode:12"}) {
    const std::vector<ResultRecord> stored = rows("demo+" + text);
    ASSERT_EQ(stored.size(), samples.size());
    double hidden = 0;
    for (std::size_t i = 0; i < samples.size(); i += 5) {
      Sample sample = samples[i];
      sample.degradation = parse_degradation(text);
      const LoadedSample loaded = load(sample);
      const Alpha alpha = halves(loaded.trimap);
      const auto score_by = [&](const Trimap& trimap) {
        return score("matlab", alpha, *loaded.alpha, &trimap).at(0).value.value();
      };
      EXPECT_NEAR(sad(stored[i]), score_by(*loaded.scored_trimap), 1e-9) << text << ' ' << i;
      hidden += sad(stored[i]) - score_by(loaded.trimap);
    }
    // By the shrunk trimap alone, its wrong labels would go unseen.
    if (text == "trimap-erode:12") {
      EXPECT_GT(hidden, 1.0);
    } else {
      EXPECT_NEAR(hidden, 0.0, 1e-9);
    }
  }
  // Half a mistake in twelve more pixels all around is a larger error.
  EXPECT_GT(mean_sad(rows("demo+trimap-dilate:12")), 1.2 * mean_sad(rows("demo")));
  EXPECT_NE(mean_sad(rows("demo+trimap-erode:12")), mean_sad(rows("demo")));
}

TEST_F(DegradedRun, MovesFiguresByAsMuchAsThePicturesSuffer) {
  RunOptions chosen = options("demo", {"none", "jpeg:100", "noise:50"});
  chosen.models = {"guided-filter"};
  chosen.previews = 0;
  EXPECT_EQ(run(chosen).done, 63U);
  const double clean = mean_sad(rows("demo", "guided-filter"));
  EXPECT_NEAR(mean_sad(rows("demo+jpeg:100", "guided-filter")), clean, 0.01 * clean);
  EXPECT_NE(mean_sad(rows("demo+jpeg:100", "guided-filter")), clean);
  EXPECT_GT(std::abs(mean_sad(rows("demo+noise:50", "guided-filter")) - clean), 0.03 * clean);
}

TEST_F(DegradedRun, GivesTheSameFiguresOnAnyNumberOfLanes) {
  RunOptions chosen = options("demo", {"noise:20+trimap-dilate:3"});
  chosen.models = {"guided-filter"};
  chosen.previews = 0;
  run(chosen);
  const auto alone = rows("demo+noise:20+trimap-dilate:3", "guided-filter");
  chosen.jobs = 3;
  run(chosen);
  const auto together = rows("demo+noise:20+trimap-dilate:3", "guided-filter");
  ASSERT_EQ(alone.size(), together.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(alone[i].identity.key(), together[i].identity.key());
    EXPECT_EQ(sad(alone[i]), sad(together[i])) << alone[i].sample;
  }
}

TEST_F(DegradedRun, SavesAlphasBesideThoseOfTheSuiteItself) {
  RunOptions chosen = options("demo-natural", {"none", "blur:2"});
  chosen.save_alphas = (folder_.path() / "alphas").string();
  run(chosen);
  for (const char* suite : {"demo-natural", "demo-natural+blur:2"}) {
    const std::string sample = rows(suite).at(0).sample;
    EXPECT_TRUE(fs::exists(folder_.path() / "alphas" / suite / "trimap" / (sample + ".png")));
  }
}

}  // namespace
}  // namespace mbench
