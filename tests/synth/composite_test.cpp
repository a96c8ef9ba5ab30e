#include "synth/composite.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/core.hpp>
#include <sstream>
#include <string>

#include "core/error.h"
#include "core/sha256.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Size size_by_dim(cv::Size foreground, cv::Size background) {
  return background_size(find_protocol("dim"), foreground, background);
}

TEST(BackgroundSize, FollowsTheProtocolsRounding) {
  // The side that should become exactly the foreground's exceeds it by one.
  EXPECT_EQ(size_by_dim({1920, 1535}, {500, 375}), cv::Size(2047, 1536));
  EXPECT_EQ(size_by_dim({1280, 1925}, {500, 375}), cv::Size(2567, 1926));
  EXPECT_EQ(size_by_dim({1762, 1920}, {375, 500}), cv::Size(1763, 2350));
  EXPECT_EQ(size_by_dim({1340, 1920}, {333, 500}), cv::Size(1341, 2013));
  EXPECT_EQ(size_by_dim({1920, 1434}, {500, 333}), cv::Size(2154, 1435));
}

TEST(BackgroundSize, NeverShrinksABackground) {
  EXPECT_EQ(size_by_dim({100, 100}, {300, 200}), cv::Size(300, 200));
  EXPECT_EQ(size_by_dim({300, 200}, {300, 200}), cv::Size(300, 200));
}

TEST(BackgroundSize, OfAThreadThinBackgroundIsRefusedNotWrapped) {
  EXPECT_THROW(size_by_dim({60000, 10}, {1, 60000}), DataError);
}

TEST(CompositeDim, EqualsPillowAndNumpyOnStoredDigests) {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/composite_dim.txt");
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.front() == '#') continue;
    std::istringstream fields(line);
    unsigned seed = 0;
    int w = 0, h = 0, bw = 0, bh = 0;
    std::string digest;
    ASSERT_TRUE(fields >> seed >> w >> h >> bw >> bh >> digest) << line;
    const Image composite = composite_dim(noise_image(w, h, seed), noise_bytes(w, h, seed + 100),
                                          noise_image(bw, bh, seed + 200));
    EXPECT_EQ(sha256_of_pixels(composite.pixels()), digest) << line;
    ++cases;
  }
  EXPECT_EQ(cases, 9);
}

TEST(CompositeDim, FullOpacityIsTheForegroundAndNoneTheBackground) {
  const Image foreground = noise_image(31, 17, 1);
  const Image background = noise_image(40, 20, 2);
  const Image opaque = composite_dim(foreground, flat_bytes(31, 17, 255), background);
  EXPECT_EQ(cv::norm(opaque.pixels(), foreground.pixels(), cv::NORM_INF), 0.0);
  const Image clear = composite_dim(foreground, flat_bytes(31, 17, 0), background);
  const cv::Mat corner = background.pixels()(cv::Rect(0, 0, 31, 17));
  EXPECT_EQ(cv::norm(clear.pixels(), corner, cv::NORM_INF), 0.0);
}

TEST(CompositeDim, TakesTheTopLeftCornerOfAnEnlargedBackground) {
  // 2x1 becomes 6x3 for a 3x3 foreground; its left half is the left pixel's side.
  cv::Mat pair(1, 2, CV_8UC3);
  pair.at<cv::Vec3b>(0, 0) = {10, 20, 30};
  pair.at<cv::Vec3b>(0, 1) = {200, 210, 220};
  const Image composite = composite_dim(noise_image(3, 3, 1), flat_bytes(3, 3, 0), Image(pair));
  EXPECT_EQ(composite.size(), cv::Size(3, 3));
  EXPECT_LE(composite.pixels().at<cv::Vec3b>(0, 0)[0], 10);
  EXPECT_LT(composite.pixels().at<cv::Vec3b>(0, 2)[0], 105);
}

TEST(CompositeDim, WorksOnPartsOfLargerPictures) {
  // Rows that do not lie close together in memory.
  const Image foreground(noise_image(50, 40, 3).pixels()(cv::Rect(5, 6, 31, 17)));
  const Image background(noise_image(50, 40, 4).pixels()(cv::Rect(1, 2, 13, 9)));
  const Alpha alpha(noise_bytes(50, 40, 5).pixels()(cv::Rect(7, 8, 31, 17)));
  const Image parts = composite_dim(foreground, alpha, background);
  const Image wholes =
      composite_dim(Image(foreground.pixels().clone()), Alpha(alpha.pixels().clone()),
                    Image(background.pixels().clone()));
  EXPECT_EQ(sha256_of_pixels(parts.pixels()), sha256_of_pixels(wholes.pixels()));
}

TEST(CompositeDim, DoesNotDependOnTheNumberOfThreads) {
  const auto digest = [] {
    return sha256_of_pixels(
        composite_dim(noise_image(97, 61, 1), noise_bytes(97, 61, 2), noise_image(20, 30, 3))
            .pixels());
  };
  const int threads = cv::getNumThreads();
  cv::setNumThreads(1);
  const std::string alone = digest();
  cv::setNumThreads(4);
  EXPECT_EQ(digest(), alone);
  cv::setNumThreads(threads);
}

TEST(CompositeDim, RefusesAnAlphaOfAnotherSize) {
  try {
    composite_dim(noise_image(4, 2, 1), flat_bytes(2, 4, 0), noise_image(9, 9, 2));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "the foreground is 4x2 but its alpha is 2x4");
  }
}

}  // namespace
}  // namespace mbench
