#include "cli/thumbnails.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <opencv2/core.hpp>

namespace mbench {
namespace {

class Thumbnails : public testing::Test {
 protected:
  std::vector<Thumbnail> made(const std::vector<ThumbnailRequest>& requests, int side_px = 160,
                              int threads = 2) {
    Progress silent;
    return make_thumbnails(requests, {root.path(), out(), side_px, threads}, silent);
  }
  fs::path out() const { return root.path() / "out"; }

  TemporaryFolder root;
};

TEST_F(Thumbnails, ShrinkToTheSideAndKeepTheShape) {
  write_image(root.path() / "wide.png", noise_image(640, 320, 1));
  write_alpha(root.path() / "high.png", disc_alpha(200, 400));
  write_trimap(root.path() / "small.png", noise_trimap(32, 24, 2));
  const auto all = made({{"wide.png", ThumbnailKind::photograph},
                         {"high.png", ThumbnailKind::alpha},
                         {"small.png", ThumbnailKind::trimap}});
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].size, cv::Size(160, 80));
  EXPECT_EQ(all[1].size, cv::Size(80, 160));
  EXPECT_EQ(all[2].size, cv::Size(32, 24));
  for (const Thumbnail& one : all) {
    EXPECT_EQ(one.problem, "");
    EXPECT_EQ(image_size(out() / one.file), one.size);
  }
}

TEST_F(Thumbnails, AverageTheAreaUnderAPixel) {
  // Stripes one pixel wide, which a picker of single pixels would turn black or white.
  cv::Mat stripes(400, 400, CV_8UC1, cv::Scalar(0));
  for (int x = 0; x < stripes.cols; x += 2) stripes.col(x) = cv::Scalar(255);
  write_alpha(root.path() / "stripes.png", Alpha(stripes));
  const auto all = made({{"stripes.png", ThumbnailKind::alpha}}, 100);
  const cv::Mat small = read_image(out() / all.at(0).file).picture.pixels();
  EXPECT_NEAR(cv::mean(small)[0], 127.5, 2);
  double lowest = 0;
  double highest = 0;
  cv::minMaxLoc(small.reshape(1), &lowest, &highest);
  EXPECT_GT(lowest, 120);
  EXPECT_LT(highest, 135);
}

TEST_F(Thumbnails, ABrokenFileIsAProblemAndNotAnEnd) {
  write_image(root.path() / "good.png", noise_image(20, 10, 1));
  const std::string whole = read_text(root.path() / "good.png");
  write_file_atomically(root.path() / "bad.png", std::string_view(whole).substr(0, 60));
  const auto all = made({{"bad.png", ThumbnailKind::photograph},
                         {"missing.png", ThumbnailKind::alpha},
                         {"good.png", ThumbnailKind::photograph}});
  EXPECT_NE(all[0].problem.find("bad.png"), std::string::npos);
  EXPECT_EQ(all[0].file, "");
  EXPECT_NE(all[1].problem.find("missing.png"), std::string::npos);
  EXPECT_EQ(all[2].size, cv::Size(20, 10));
}

TEST_F(Thumbnails, StayWhileTheyAreNewerThanTheirPictures) {
  const fs::path picture = root.path() / "a.png";
  write_image(picture, noise_image(20, 10, 1));
  fs::last_write_time(picture, std::time(nullptr) - 100);
  const std::vector<ThumbnailRequest> request{{"a.png", ThumbnailKind::photograph}};
  const fs::path thumbnail = out() / made(request).at(0).file;
  write_file_atomically(thumbnail, read_text(thumbnail) + "mark");
  EXPECT_EQ(made(request).at(0).size, cv::Size(20, 10));
  EXPECT_TRUE(read_text(thumbnail).ends_with("mark"));

  write_image(picture, noise_image(30, 10, 1));
  fs::last_write_time(picture, std::time(nullptr) + 100);
  EXPECT_EQ(made(request).at(0).size, cv::Size(30, 10));
  EXPECT_FALSE(read_text(thumbnail).ends_with("mark"));
}

TEST_F(Thumbnails, ADamagedOneIsMadeAgain) {
  const fs::path picture = root.path() / "a.png";
  write_image(picture, noise_image(20, 10, 1));
  fs::last_write_time(picture, std::time(nullptr) - 100);
  const std::vector<ThumbnailRequest> request{{"a.png", ThumbnailKind::photograph}};
  const fs::path thumbnail = out() / made(request).at(0).file;
  write_file_atomically(thumbnail, "");
  EXPECT_EQ(made(request).at(0).size, cv::Size(20, 10));
  EXPECT_GT(fs::file_size(thumbnail), 0U);
}

TEST_F(Thumbnails, OfOtherSidesAndKindsHaveOtherNames) {
  write_alpha(root.path() / "a.png", disc_alpha(20, 10));
  const std::string name = made({{"a.png", ThumbnailKind::alpha}}).at(0).file;
  EXPECT_NE(name, made({{"a.png", ThumbnailKind::alpha}}, 16).at(0).file);
  EXPECT_NE(name, made({{"a.png", ThumbnailKind::trimap}}).at(0).file);
}

// In a process of its own: a signal handler cannot be taken back.
TEST(ThumbnailsDeathTest, StopBetweenPicturesWhenTheUserAsks) {
  EXPECT_EXIT(
      {
        const TemporaryFolder root;
        write_image(root.path() / "a.png", noise_image(20, 10, 1));
        catch_interrupts();
        std::raise(SIGINT);
        Progress silent;
        try {
          make_thumbnails({{"a.png", ThumbnailKind::photograph}},
                          {root.path(), root.path() / "out", 160, 1}, silent);
        } catch (const Interrupted&) {
          const bool none = fs::is_empty(root.path() / "out");
          fs::remove_all(root.path());
          std::_Exit(none ? 75 : 1);
        }
        std::_Exit(1);
      },
      testing::ExitedWithCode(75), "");
}

TEST_F(Thumbnails, AFolderThatCannotBeMadeIsAnError) {
  write_file_atomically(out(), "a file in its place");
  EXPECT_THROW(made({}), DataError);
}

}  // namespace
}  // namespace mbench
