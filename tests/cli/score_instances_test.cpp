#include "cli/score_instances.h"

#include "core/error.h"
#include "core/image_io.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

/// Folders pred and gt of instances that are bars of a picture of 10x10.
class ScoreInstances : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  /// Opaque in columns `begin` to `end` - 1.
  void put(const std::string& name, int begin, int end, int side = 10) const {
    cv::Mat pixels(side, side, CV_8UC1, cv::Scalar(0));
    pixels.colRange(begin, end).setTo(cv::Scalar(255));
    write_alpha(path(name), Alpha(pixels));
  }
  std::vector<ScoredInstances> scored(bool partial = false) const {
    Progress unheard;
    return score_instances(path("pred"), path("gt"), partial, 2, unheard);
  }
  static void expect_tally(const ScoredInstances& image, int matched, int extra, int missed) {
    EXPECT_EQ(image.error, "") << image.name;
    EXPECT_EQ(image.tally.matched, matched) << image.name;
    EXPECT_EQ(image.tally.extra, extra) << image.name;
    EXPECT_EQ(image.tally.missed, missed) << image.name;
  }
  template <typename Action>
  std::string refusal(Action action) const {
    try {
      action();
    } catch (const DataError& error) {
      return error.what();
    }
    return "";
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(ScoreInstances, AreThoseOfAFolderForEachImageUnderAnyNames) {
  put("gt/b/1.png", 0, 4);
  put("gt/b/2.png", 5, 10);
  put("pred/b/x.png", 5, 10);
  put("pred/b/y.png", 0, 4);
  put("gt/a/1.png", 0, 4);
  put("pred/a/1.png", 0, 4);
  put("pred/a/2.png", 8, 10);
  const auto images = scored();
  ASSERT_EQ(images.size(), 2U);
  EXPECT_EQ(images[0].name, "a");
  expect_tally(images[0], 1, 1, 0);
  EXPECT_EQ(images[1].name, "b");
  expect_tally(images[1], 2, 0, 0);
  EXPECT_DOUBLE_EQ(images[1].tally.mad, 2) << "both without an error";
}

TEST_F(ScoreInstances, MayBeTheAlphasOfOneImage) {
  put("gt/1.png", 0, 4);
  put("gt/2.png", 5, 10);
  put("pred/1.png", 0, 4);
  auto images = scored();
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].name, "gt");
  expect_tally(images[0], 1, 0, 1);
  Progress unheard;
  images = score_instances(path("pred/"), path("gt/"), false, 1, unheard);
  EXPECT_EQ(images[0].name, "gt") << "whether or not a / ends it";
}

TEST_F(ScoreInstances, AreAllMissedWhereThePredictionsFolderIsEmpty) {
  put("gt/a/1.png", 0, 4);
  put("gt/a/2.png", 5, 10);
  put("gt/b/1.png", 0, 4);
  fs::create_directories(path("pred/a"));
  write_file_atomically(path("pred/b/.gitkeep"), "");
  const auto images = scored();
  ASSERT_EQ(images.size(), 2U);
  expect_tally(images[0], 0, 0, 2);
  expect_tally(images[1], 0, 0, 1);
}

TEST_F(ScoreInstances, AreNotTakenForMissedWhereAFolderHoldsOtherFiles) {
  put("gt/a/1.png", 0, 4);
  write_file_atomically(path("pred/a/1.npy"), "");
  const auto images = scored();
  EXPECT_NE(images[0].error.find("pred/a holds no predicted instances"), std::string::npos)
      << images[0].error;
}

TEST_F(ScoreInstances, OfAnImageThatOnlyOneSideHasAreAnError) {
  put("gt/a/1.png", 0, 4);
  put("gt/b/1.png", 0, 4);
  put("pred/b/1.png", 0, 4);
  put("pred/c/1.png", 0, 4);
  const auto images = scored();
  ASSERT_EQ(images.size(), 3U);
  EXPECT_EQ(images[0].error, "no prediction: " + path("pred/a").string() + " is not there");
  EXPECT_EQ(images[0].tally.missed, 0) << "what failed counts nowhere";
  expect_tally(images[1], 1, 0, 0);
  EXPECT_EQ(images[2].error, "no ground truth: " + path("gt/c").string() + " is not there");
}

TEST_F(ScoreInstances, OfAPartOfASetLeaveOutWhatWasNotPredicted) {
  put("gt/a/1.png", 0, 4);
  put("gt/b/1.png", 0, 4);
  put("pred/b/1.png", 0, 4);
  const auto images = scored(true);
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].name, "b");
  fs::remove_all(path("pred/b"));
  EXPECT_EQ(refusal([&] { scored(true); }),
            path("pred").string() + " holds no folder of predictions for any image of " +
                path("gt").string());
}

TEST_F(ScoreInstances, ThatCannotBeReadAreNamedAndTheOthersScored) {
  for (const char* name : {"gt/a/1.png", "gt/b/1.png", "pred/a/1.png", "pred/b/1.png"}) {
    put(name, 0, 4);
  }
  const std::string whole = read_text(path("pred/a/1.png"));
  write_file_atomically(path("pred/a/1.png"), whole.substr(0, whole.size() / 2));
  const auto images = scored();
  ASSERT_EQ(images.size(), 2U);
  EXPECT_NE(images[0].error.find(path("pred/a/1.png").string()), std::string::npos)
      << images[0].error;
  expect_tally(images[1], 1, 0, 0);
}

TEST_F(ScoreInstances, OfUnlikeSizesAreAnErrorThatNamesTheFolder) {
  put("gt/a/1.png", 0, 4);
  put("pred/a/1.png", 0, 4, 8);
  put("gt/b/1.png", 0, 4);
  put("pred/b/1.png", 0, 4);
  const auto images = scored();
  EXPECT_EQ(images[0].error, path("pred/a").string() +
                                 ": an instance is 8x8 but another one is 10x10; all instances of "
                                 "an image have the image's size");
  expect_tally(images[1], 1, 0, 0);
}

TEST_F(ScoreInstances, KeepTheWarningsOfTheirPictures) {
  put("gt/a/1.png", 0, 4);
  write_image(path("pred/a/1.png"), noise_image(10, 10, 1));
  EXPECT_EQ(scored()[0].warnings,
            std::vector<std::string>{"prediction 1.png: channels differ; the first is used"});
}

TEST_F(ScoreInstances, AreNeededAmongTheTruths) {
  put("pred/a/1.png", 0, 4);
  EXPECT_NE(refusal([&] { scored(); }).find("gt: cannot be listed"), std::string::npos);
  fs::create_directories(path("gt"));
  EXPECT_NE(refusal([&] { scored(); }).find("gt holds no instances, and no folders of instances"),
            std::string::npos);
  fs::create_directories(path("gt/a"));
  EXPECT_NE(scored()[0].error.find("gt/a holds no true instances"), std::string::npos);
}

}  // namespace
}  // namespace mbench
