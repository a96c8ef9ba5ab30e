#include "synth/foreground_folder.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <string>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "synth/foreground_manifest.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

/// Pictures a, b, c in a folder of the test's own.
class ForegroundFolder : public testing::Test {
 protected:
  ForegroundFolder() {
    unsigned seed = 0;
    for (const char* name : {"a", "b", "c"}) {
      write_image(image(name), noise_image(40, 30, seed));
      write_alpha(alpha(name), noise_bytes(40, 30, seed + 100));
      jobs_.push_back({name, image(name), alpha(name), ""});
      ++seed;
    }
  }

  fs::path at(const std::string& name) const { return folder_.path() / name; }
  fs::path image(const std::string& name) const { return at("images/" + name + ".png"); }
  fs::path alpha(const std::string& name) const { return at("alphas/" + name + ".png"); }
  fs::path made(const std::string& name) const { return at("fg/" + name + ".png"); }
  std::string manifest() const { return read_text(at("fg") / kForegroundManifest); }

  ForegroundFolderResult run(int threads = 2, const ForegroundRecipe& recipe = {}) const {
    Progress silent;
    return estimate_foregrounds(jobs_, {at("fg"), at("bg")}, recipe, threads, silent);
  }
  void expect_counts(const ForegroundFolderResult& result, std::size_t made, std::size_t kept,
                     std::size_t failed) const {
    EXPECT_EQ(result.made, made);
    EXPECT_EQ(result.kept, kept);
    EXPECT_EQ(result.failures.size(), failed);
  }

  std::vector<ForegroundJob> jobs_;

 private:
  TemporaryFolder folder_;
};

TEST_F(ForegroundFolder, WritesEachPictureAndSaysOfWhatItIsMade) {
  expect_counts(run(), 3, 0, 0);
  ThreadTeam team(1);
  const ForegroundEstimate expected =
      estimate_foreground(noise_image(40, 30, 1), noise_bytes(40, 30, 101), {}, team, true);
  const Image foreground = read_image(made("b")).picture;
  const Image background = read_image(at("bg/b.png")).picture;
  EXPECT_EQ(cv::norm(foreground.pixels(), expected.foreground.pixels(), cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(background.pixels(), expected.background->pixels(), cv::NORM_INF), 0);
  const auto rows = read_foreground_manifest(at("fg") / kForegroundManifest);
  ASSERT_EQ(rows.size(), 3U);
  const ForegroundRow& row = rows.at("b");
  EXPECT_EQ(row.recipe, recipe_json({}));
  EXPECT_EQ(row.image.file, image("b").string());
  EXPECT_EQ(row.image.sha256, sha256_of_pixels(noise_image(40, 30, 1).pixels()));
  EXPECT_EQ(row.alpha.sha256, sha256_of_pixels(noise_bytes(40, 30, 101).pixels()));
  EXPECT_EQ(row.foreground.file, "b.png");
  EXPECT_EQ(row.foreground.sha256, sha256_of_pixels(foreground.pixels()));
  EXPECT_EQ(row.background.sha256, sha256_of_pixels(background.pixels()));
}

TEST_F(ForegroundFolder, TheRecipeSaysAllThatMovesPixels) {
  EXPECT_EQ(recipe_json({}),
            R"({"method":"multilevel","version":1,"regularization":1e-05,"gradient_weight":1.0,)"
            R"("small_iterations":10,"large_iterations":2,"small_size_px":32,)"
            R"("quantise":"truncate","known":"image"})");
  ForegroundRecipe recipe;
  recipe.method = ForegroundMethod::closed_form;
  recipe.quantisation = Rounding::nearest;
  recipe.keep_known = false;
  EXPECT_EQ(recipe_json(recipe), R"({"method":"closed-form","version":1,"tolerance":1e-08,)"
                                 R"("quantise":"round","known":"estimate"})");
}

TEST_F(ForegroundFolder, ManifestAndFilesDoNotDependOnThreadsAndInterruptions) {
  run(1);
  const std::string once = manifest();
  const std::string file = read_text(made("c"));
  fs::remove_all(at("fg"));
  std::vector<ForegroundJob> all = jobs_;
  jobs_ = {all[2]};
  run();
  jobs_ = {all[1], all[2]};
  run();
  jobs_ = all;
  expect_counts(run(3), 1, 2, 0);
  EXPECT_EQ(manifest(), once);
  EXPECT_EQ(read_text(made("c")), file);
}

TEST_F(ForegroundFolder, MakesAnewOnlyWhatIsNotWhole) {
  run();
  expect_counts(run(), 0, 3, 0);
  const std::string whole = read_text(made("a"));
  write_file_atomically(made("a"), std::string_view(whole).substr(0, whole.size() / 2));
  fs::remove(at("bg/b.png"));
  expect_counts(run(), 2, 1, 0);
  EXPECT_EQ(read_text(made("a")), whole);
  EXPECT_TRUE(fs::exists(at("bg/b.png")));
  write_image(made("c"), noise_image(40, 30, 77));  // somebody else's
  expect_counts(run(), 1, 2, 0);
}

TEST_F(ForegroundFolder, MakesAnewWhatIsMadeOfOtherPixelsOrByAnotherRecipe) {
  run();
  write_image(image("a"), noise_image(40, 30, 50));
  write_alpha(alpha("b"), noise_bytes(40, 30, 51));
  expect_counts(run(), 2, 1, 0);
  ForegroundRecipe recipe;
  recipe.multilevel.gradient_weight = 0.5;
  expect_counts(run(2, recipe), 3, 0, 0);
  // The same pixels from another file are the same picture.
  write_image(at("images/c.tif.png"), noise_image(40, 30, 2));
  jobs_[2].image = at("images/c.tif.png");
  expect_counts(run(2, recipe), 0, 3, 0);
}

TEST_F(ForegroundFolder, AKillLeavesALineThatTheNextRunSkips) {
  run();
  const std::string lines = manifest();
  write_file_atomically(at("fg") / kForegroundManifest,
                        std::string_view(lines).substr(0, lines.size() - 40));
  expect_counts(run(), 1, 2, 0);
  EXPECT_EQ(manifest(), lines);
}

TEST_F(ForegroundFolder, WhatAKillLeftUnfinishedIsCleared) {
  write_file_atomically(at("fg/.mbench-0123456789ab.part"), "half");
  write_file_atomically(at("bg/.mbench-0123456789ab.part"), "half");
  write_file_atomically(at("fg/.mbench"), "somebody's");
  run();
  EXPECT_FALSE(fs::exists(at("fg/.mbench-0123456789ab.part")));
  EXPECT_FALSE(fs::exists(at("bg/.mbench-0123456789ab.part")));
  EXPECT_TRUE(fs::exists(at("fg/.mbench")));
}

TEST_F(ForegroundFolder, ABadFileIsReportedAndTheOthersAreMade) {
  write_file_atomically(image("a"), "no picture");
  write_alpha(alpha("b"), noise_bytes(4, 3, 1));
  const ForegroundFolderResult result = run();
  expect_counts(result, 1, 0, 2);
  EXPECT_NE(result.failures[0].find("images/a.png"), std::string::npos);
  EXPECT_NE(result.failures[1].find("alphas/b.png is 4x3"), std::string::npos);
  EXPECT_FALSE(fs::exists(made("a")));
  EXPECT_TRUE(fs::exists(made("c")));
}

TEST_F(ForegroundFolder, AFailureOfTheMethodNamesTheImage) {
  ForegroundRecipe recipe;
  recipe.method = ForegroundMethod::closed_form;
  recipe.closed_form.most_iterations = 1;
  const ForegroundFolderResult result = run(1, recipe);
  expect_counts(result, 0, 0, 3);
  EXPECT_EQ(result.failures[0].find(image("a").string() + ": after 1 iterations"), 0U);
}

TEST_F(ForegroundFolder, AnOutputThatCannotBeWrittenEndsTheRun) {
  fs::create_directories(made("a"));  // a folder where the file should be
  EXPECT_THROW(run(), DataError);
}

TEST_F(ForegroundFolder, BelongsToOneProcessAtATime) {
  const ForegroundJournal holder(at("fg"));
  EXPECT_THROW(run(), DataError);
}

}  // namespace
}  // namespace mbench
