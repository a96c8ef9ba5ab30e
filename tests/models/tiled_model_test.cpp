// Windows and shrunk pictures around models that are worked out by hand.

#include "runners/models/tiled_model.h"
#include "core/error.h"
#include "runners/models/downscaled_model.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <functional>
#include <vector>

namespace mbench {
namespace {

using AlphaOf = std::function<cv::Mat(const MattingInput&)>;

class Shown : public MattingModel {
 public:
  Shown(AlphaOf alpha, std::vector<cv::Size>& sizes) : alpha_(std::move(alpha)), sizes_(sizes) {}
  Alpha matte(const MattingInput& input) override {
    sizes_.push_back(input.image.size());
    return Alpha(alpha_(input));
  }

 private:
  AlphaOf alpha_;
  std::vector<cv::Size>& sizes_;
};

/// Red as opacity: what a window shows of it is what the whole picture shows.
cv::Mat red(const MattingInput& input) {
  cv::Mat channel;
  cv::extractChannel(input.image.pixels(), channel, 0);
  channel.convertTo(channel, CV_32F, 1.0 / 255);
  return channel;
}

MattingInput picture(int width, int height) {
  cv::Mat image(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      image.at<cv::Vec3b>(y, x) =
          cv::Vec3b(static_cast<unsigned char>((3 * x + 7 * y) % 256), 0, 0);
    }
  }
  return {Image(image), Trimap(cv::Mat(height, width, CV_8UC1, cv::Scalar(128)))};
}

TEST(Tiled, IsExactForAModelThatSeesNoFurtherThanAPixel) {
  for (const cv::Size size : {cv::Size(150, 64), cv::Size(64, 200), cv::Size(201, 131)}) {
    for (const int overlap : {0, 1, 17, 32}) {
      std::vector<cv::Size> asked;
      const MattingInput input = picture(size.width, size.height);
      const auto model = tiled(std::make_unique<Shown>(red, asked), {64, overlap});
      EXPECT_LT(cv::norm(model->matte(input).pixels(), red(input), cv::NORM_INF), 1e-6);
      for (const cv::Size& window : asked) EXPECT_EQ(window, cv::Size(64, 64));
    }
  }
}

TEST(Tiled, BlendsLinearlyWhereWindowsOverlap) {
  std::vector<cv::Size> asked;
  int window = 0;
  // The first window is all 0, the second all 1; they share the middle 32 of 96 columns.
  const AlphaOf by_window = [&](const MattingInput& input) {
    return cv::Mat(input.image.size(), CV_32FC1, cv::Scalar(window++));
  };
  const cv::Mat alpha =
      tiled(std::make_unique<Shown>(by_window, asked), {64, 32})->matte(picture(96, 64)).pixels();
  ASSERT_EQ(asked.size(), 2U);
  for (int x = 0; x < 96; ++x) {
    const double expected = x < 32 ? 0 : x >= 64 ? 1 : (x - 32 + 0.5) / 32;
    EXPECT_NEAR(alpha.at<float>(10, x), expected, 1e-6) << x;
  }
}

TEST(Tiled, DoesNotAskAboutWindowsThatAreKnown) {
  std::vector<cv::Size> asked;
  MattingInput input = picture(128, 64);
  cv::Mat trimap = input.trimap->pixels().clone();
  trimap.colRange(0, 64) = 255;
  input.trimap = Trimap(trimap);
  const cv::Mat alpha = tiled(std::make_unique<Shown>(red, asked), {64, 0})->matte(input).pixels();
  EXPECT_EQ(asked.size(), 1U);
  EXPECT_EQ(cv::countNonZero(alpha.colRange(0, 64) != 1), 0);
}

TEST(Tiled, NeedsATrimap) {
  std::vector<cv::Size> asked;
  MattingInput input = picture(128, 64);
  input.trimap.reset();
  EXPECT_THROW(tiled(std::make_unique<Shown>(red, asked), {64, 0})->matte(input), ModelError);
}

TEST(Downscaled, ShowsTheModelASmallerPictureAndKeepsWhatIsKnown) {
  std::vector<cv::Size> asked;
  MattingInput input = picture(400, 100);
  cv::Mat trimap = input.trimap->pixels().clone();
  trimap.at<unsigned char>(50, 123) = 255;  // a pixel that shrinking would lose
  input.trimap = Trimap(trimap);
  const auto half = [](const MattingInput& shown) {
    return cv::Mat(shown.image.size(), CV_32FC1, cv::Scalar(0.5));
  };
  const cv::Mat alpha =
      downscaled(std::make_unique<Shown>(half, asked), 200)->matte(input).pixels();
  ASSERT_EQ(asked, std::vector<cv::Size>{cv::Size(200, 50)});
  EXPECT_EQ(alpha.size(), cv::Size(400, 100));
  EXPECT_EQ(alpha.at<float>(50, 123), 1);
  EXPECT_EQ(cv::countNonZero(alpha != 0.5), 1);
}

TEST(Downscaled, LeavesSmallerPicturesAsTheyAre) {
  std::vector<cv::Size> asked;
  const MattingInput input = picture(100, 80);
  const auto model = downscaled(std::make_unique<Shown>(red, asked), 100);
  EXPECT_EQ(cv::norm(model->matte(input).pixels(), red(input), cv::NORM_INF), 0);
  EXPECT_EQ(asked, std::vector<cv::Size>{cv::Size(100, 80)});
}

}  // namespace
}  // namespace mbench
