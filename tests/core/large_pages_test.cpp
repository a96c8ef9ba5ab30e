#include "core/large_pages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <opencv2/core.hpp>

#include "core/large_buffer.h"

namespace mbench {
namespace {

TEST(NewPixels, AreWritableFromEndToEnd) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(700, 500), cv::Size(3001, 1777)}) {
    cv::Mat pixels = new_pixels(size, CV_8UC3);
    EXPECT_EQ(pixels.size(), size);
    EXPECT_EQ(pixels.type(), CV_8UC3);
    EXPECT_TRUE(pixels.isContinuous());
    pixels.setTo(cv::Scalar(1, 2, 3));
    EXPECT_EQ(pixels.at<cv::Vec3b>(size.height - 1, size.width - 1), cv::Vec3b(1, 2, 3));
  }
}

TEST(NewPixels, AreSharedAndCopiedLikeAnyOther) {
  cv::Mat part;
  {
    cv::Mat pixels = new_pixels({2000, 1000}, CV_8UC1);
    pixels.setTo(7);
    part = pixels(cv::Rect(10, 10, 5, 5));
  }
  EXPECT_EQ(cv::sum(part)[0], 7 * 25);
  const cv::Mat copy = part.clone();
  part.setTo(8);
  EXPECT_EQ(cv::sum(copy)[0], 7 * 25);
}

TEST(NewPixels, CanBeMadeAnew) {
  cv::Mat pixels = new_pixels({2000, 1000}, CV_8UC1);
  pixels.create(3000, 1500, CV_32FC1);
  pixels.setTo(0.5);
  EXPECT_EQ(cv::sum(pixels)[0], 0.5 * 3000 * 1500);
}

TEST(LargeBuffer, HoldsItsBytesAndCanBeCut) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{5000000}}) {
    LargeBuffer buffer(size);
    EXPECT_EQ(buffer.size(), size);
    std::fill_n(buffer.data(), size, static_cast<unsigned char>(9));
    EXPECT_EQ(std::count(buffer.data(), buffer.data() + size, 9),
              static_cast<std::ptrdiff_t>(size));
    buffer.shrink(size / 2);
    EXPECT_EQ(buffer.size(), size / 2);
  }
}

TEST(LargePagesDeathTest, EverywhereMeansOpenCvsOwnPicturesToo) {
  // In a process of its own: the choice is for good.
  EXPECT_EXIT(
      {
        use_large_pages_everywhere();
        const cv::Mat ones(3000, 2000, CV_32FC1, cv::Scalar(1));
        cv::Mat twos;
        cv::add(ones, ones, twos);
        std::_Exit(cv::sum(twos)[0] == 2.0 * 3000 * 2000 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mbench
