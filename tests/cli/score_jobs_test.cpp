#include "cli/score_jobs.h"

#include "core/error.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace mbench {
namespace {

/// Folders pred, gt and trimap with empty files: matching looks at names only.
class ScoreJobs : public testing::Test {
 protected:
  void make(const std::string& path) { write_file_atomically(folder.path() / path, ""); }
  std::vector<ScoreJob> jobs(bool partial = false) const {
    return score_jobs({folder.path() / "pred", folder.path() / "gt", folder.path() / "trimap", true,
                       partial, sequence});
  }
  static std::string file(const fs::path& path) { return path.filename().string(); }

  TemporaryFolder folder;
  bool sequence = false;
};

TEST_F(ScoreJobs, MatchesByStemWhateverTheEnding) {
  for (const char* path : {"pred/b.png", "pred/a.tiff", "gt/a.png", "gt/b.JPG", "trimap/a.png",
                           "trimap/b.png", "pred/notes.txt", "pred/.hidden.png"}) {
    make(path);
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "a");
  EXPECT_EQ(file(found[0].predicted), "a.tiff");
  EXPECT_EQ(file(found[1].truth), "b.JPG");
  EXPECT_EQ(found[0].error + found[1].error, "");
}

TEST_F(ScoreJobs, ACompositeTakesTheTruthOfItsForeground) {
  for (const char* path : {"pred/cat_0.png", "pred/cat_1.png", "pred/cat_x.png", "gt/cat.png",
                           "trimap/cat_0.png", "trimap/cat.png"}) {
    make(path);
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(file(found[0].truth), "cat.png");
  EXPECT_EQ(file(found[0].trimap), "cat_0.png");
  EXPECT_EQ(file(found[1].trimap), "cat.png");
  EXPECT_NE(found[2].error.find("no ground truth"), std::string::npos) << "x is no number";
}

TEST_F(ScoreJobs, NamesEveryMissingCounterpart) {
  for (const char* path : {"pred/a.png", "pred/b.png", "gt/b.png", "gt/c.png", "trimap/a.png"}) {
    make(path);
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NE(found[0].error.find("no ground truth"), std::string::npos);
  EXPECT_NE(found[1].error.find("no trimap"), std::string::npos);
  EXPECT_EQ(found[2].name, "c");
  EXPECT_NE(found[2].error.find("no prediction"), std::string::npos);
  EXPECT_EQ(jobs(true).size(), 2U) << "a partial set does not count what was not predicted";
}

TEST_F(ScoreJobs, RefusesToGuessBetweenTwoFiles) {
  for (const char* path : {"pred/a.png", "pred/a.jpg", "pred/b.png", "gt/a.png", "gt/b.png",
                           "gt/b.tif", "trimap/a.png", "trimap/b.png"}) {
    make(path);
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NE(found[0].error.find("a.jpg and a.png"), std::string::npos) << found[0].error;
  EXPECT_NE(found[1].error.find("b.tif"), std::string::npos);
}

TEST_F(ScoreJobs, RefusesFilesAmongFolders) {
  for (const char* path : {"pred/a.png", "gt/a.png", "trimap/a.png"}) make(path);
  EXPECT_THROW(
      score_jobs({folder.path() / "pred", folder.path() / "gt/a.png", folder.path() / "trimap"}),
      UsageError);
}

TEST_F(ScoreJobs, RefusesWhatIsNotThere) {
  make("gt/a.png");
  make("trimap/a.png");
  EXPECT_THROW(jobs(), DataError);
  fs::create_directories(folder.path() / "pred");
  EXPECT_THROW(jobs(), DataError) << "a folder without pictures";
}

TEST_F(ScoreJobs, NeedsNoTrimapWhereTheConventionNeedsNone) {
  make("pred/a.png");
  make("gt/a.png");
  EXPECT_THROW(score_jobs({folder.path() / "pred", folder.path() / "gt", {}, true}), UsageError);
  EXPECT_EQ(score_jobs({folder.path() / "pred", folder.path() / "gt", {}, false})[0].error, "");
}

TEST_F(ScoreJobs, FoldersOfFoldersAreMatchedByBothNames) {
  for (const char* path : {"pred/x/1.png", "pred/y/1.png", "gt/x/1.png", "gt/z/1.png",
                           "trimap/x/1.png", "trimap/y/1.png"}) {
    make(path);
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].name, "x/1");
  EXPECT_EQ(found[0].cluster, "x/1");
  EXPECT_EQ(found[0].error, "");
  EXPECT_EQ(found[0].truth, folder.path() / "gt" / "x" / "1.png");
  EXPECT_NE(found[1].error.find("gt/y"), std::string::npos) << "a folder without truths";
  EXPECT_NE(found[2].error.find("no prediction"), std::string::npos);
}

TEST_F(ScoreJobs, CompositesOfOneForegroundAreOneCluster) {
  for (const char* path : {"pred/cat_0.png", "pred/cat_1.png", "gt/cat.png", "trimap/cat.png"}) {
    make(path);
  }
  for (const ScoreJob& job : jobs()) EXPECT_EQ(job.cluster, "cat") << job.name;
}

TEST_F(ScoreJobs, FramesFollowEachOtherByTheirNumbers) {
  sequence = true;
  for (const char* kind : {"pred", "gt", "trimap"}) {
    for (const char* frame : {"10", "9", "008", "11"}) {
      make(fmt::format("{}/clip/{}.png", kind, frame));
    }
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].name, "clip/008");
  EXPECT_TRUE(found[0].previous_truth.empty()) << "the first frame";
  EXPECT_EQ(found[1].name, "clip/9");
  EXPECT_EQ(file(found[1].previous_predicted), "008.png");
  EXPECT_EQ(file(found[2].previous_truth), "9.png");
  EXPECT_EQ(found[3].name, "clip/11");
  for (const ScoreJob& job : found) EXPECT_EQ(job.cluster, found[0].cluster);
}

TEST_F(ScoreJobs, AFrameAfterAMissingOneIsNotMeasuredAgainstAnother) {
  sequence = true;
  for (const char* path : {"pred/1.png", "pred/3.png", "gt/1.png", "gt/2.png", "gt/3.png",
                           "trimap/1.png", "trimap/2.png", "trimap/3.png"}) {
    make(path);
  }
  const auto found = jobs();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].error, "");
  EXPECT_NE(found[1].error.find("no prediction"), std::string::npos);
  EXPECT_NE(found[2].error.find("the frame before it is missing"), std::string::npos);
}

TEST_F(ScoreJobs, APartOfAVideoBeginsWithItsFirstPredictionAndHasNoGaps) {
  sequence = true;
  for (const char* path : {"pred/2.png", "pred/3.png", "pred/5.png", "pred/6.png"}) make(path);
  for (const char* frame : {"1", "2", "3", "4", "5", "6", "7"}) {
    make(fmt::format("gt/{}.png", frame));
    make(fmt::format("trimap/{}.png", frame));
  }
  const auto found = jobs(true);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].name, "2");
  EXPECT_EQ(found[0].error, "");
  EXPECT_TRUE(found[0].previous_truth.empty()) << "the first that there is";
  EXPECT_EQ(file(found[1].previous_predicted), "2.png");
  EXPECT_NE(found[2].error.find("the frame before it is missing"), std::string::npos)
      << "4 was not predicted";
  EXPECT_EQ(found[3].name, "6");
  EXPECT_EQ(found[3].error, "") << "5 is there, though 4 is not";
}

TEST_F(ScoreJobs, APartOfFoldersIsNotNothing) {
  for (const char* path : {"pred/.gitkeep", "gt/x/1.png", "trimap/x/1.png"}) make(path);
  EXPECT_EQ(jobs().size(), 1U);
  EXPECT_THROW(jobs(true), DataError);
}

}  // namespace
}  // namespace mbench
