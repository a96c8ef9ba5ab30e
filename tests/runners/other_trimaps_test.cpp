// Runs of suites with trimaps by another recipe: what their rows stand under and rest on.

#include "core/error.h"
#include "datasets/suite.h"
#include "runners/run_all.h"
#include "runners/suite_samples.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace mbench {
namespace {

class OtherTrimaps : public ::testing::Test {
 protected:
  RunSummary run(const std::string& trimap) {
    RunOptions options;
    options.suites = {"demo"};
    options.models = {"trimap"};
    options.trimap = trimap;
    options.previews = 1;
    options.overwrite = Overwrite::only_missing;
    Progress silent;
    Environment environment;
    environment.cpu = "a test's";
    return run_all(options, environment, database_, silent);
  }
  /// The trimaps' digests by sample.
  std::map<std::string, std::string> trimaps(const std::string& suite) {
    std::map<std::string, std::string> digests;
    for (const ResultRecord& row : rows(suite)) digests[row.sample] = row.identity.trimap_digest;
    return digests;
  }
  std::vector<ResultRecord> rows(const std::string& suite) {
    std::vector<ResultRecord> all;
    CellRecord cell;
    cell.suite = suite;
    cell.model = "trimap";
    ResultStore(database_).for_each_result(cell, false,
                                           [&](const ResultRecord& row) { all.push_back(row); });
    return all;
  }

  TemporaryFolder folder_;
  Database database_{folder_.path() / "runs.db", Database::Open::create};
};

TEST_F(OtherTrimaps, StandUnderANameOfTheirOwn) {
  EXPECT_EQ(run("").suites, std::vector<std::string>{"demo"});
  EXPECT_EQ(run("gca:7").suites, std::vector<std::string>{"demo/trimap=gca:7"});
  EXPECT_EQ(run("gca:8").suites, std::vector<std::string>{"demo/trimap=gca:8"});
  EXPECT_EQ(run("simd").suites, std::vector<std::string>{"demo/trimap=ellipse:3:5"});
  const auto own = trimaps("demo");
  const auto seven = trimaps("demo/trimap=gca:7");
  const auto eight = trimaps("demo/trimap=gca:8");
  ASSERT_EQ(own.size(), 21U);
  ASSERT_EQ(seven.size(), 21U);
  ASSERT_EQ(eight.size(), 21U);
  for (const auto& [sample, digest] : own) {
    EXPECT_NE(seven.at(sample), digest) << sample;
    EXPECT_NE(seven.at(sample), eight.at(sample)) << sample;
  }
}

TEST_F(OtherTrimaps, ByTheSuitesOwnRecipeAreTheSuites) {
  const std::string own = find_suite("demo").trimap;
  EXPECT_EQ(run("").done, 21U);
  const RunSummary again = run(own);
  EXPECT_EQ(again.suites, std::vector<std::string>{"demo"});
  EXPECT_EQ(again.reused, 21U);
}

TEST_F(OtherTrimaps, AreResumedWithoutWorkAndTheSameEveryTime) {
  run("gca:7");
  const auto first = trimaps("demo/trimap=gca:7");
  const RunSummary again = run("gca:7");
  EXPECT_EQ(again.done, 0U);
  EXPECT_EQ(again.reused, 21U);
  EXPECT_EQ(trimaps("demo/trimap=gca:7"), first);
}

TEST_F(OtherTrimaps, HavePreviewsOfTheirOwn) {
  run("");
  run("ellipse:101");
  const ResultStore results(database_);
  const auto preview = [&](const std::string& suite) {
    return results.preview(rows(suite).at(0).identity.trimap_digest, "trimap");
  };
  ASSERT_TRUE(preview("demo").has_value());
  ASSERT_TRUE(preview("demo/trimap=ellipse:101").has_value());
  EXPECT_NE(*preview("demo"), *preview("demo/trimap=ellipse:101"));
}

TEST_F(OtherTrimaps, NeedAlphas) {
  const TrimapRecipe recipe{25};
  EXPECT_THROW(suite_samples(find_suite("demo-natural"), recipe, database_), DataError);
}

TEST_F(OtherTrimaps, AreRefusedBeforeAnythingIsRunIfThereIsNoSuchRecipe) {
  EXPECT_THROW(run("gca"), UsageError);
  EXPECT_THROW(run("disc:3"), UsageError);
  EXPECT_TRUE(ResultStore(database_).cells().empty());
}

}  // namespace
}  // namespace mbench
