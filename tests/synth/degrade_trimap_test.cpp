#include "synth/degrade_trimap.h"

#include <gtest/gtest.h>

#include <cstdint>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "synth/near_pixels.h"
#include "synth/trimap_from_alpha.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

constexpr std::uint8_t B = Trimap::kBackground;
constexpr std::uint8_t U = Trimap::kUnknown;
constexpr std::uint8_t F = Trimap::kForeground;

bool equal(const Trimap& one, const cv::Mat& other) {
  return one.size() == other.size() && cv::norm(one.pixels(), other, cv::NORM_INF) == 0;
}

/// By looking at all pixels.
int plain_squared(const cv::Mat& pixels, std::uint8_t value, cv::Point from, int radius) {
  int nearest = NearPixels::kFar;
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      if (pixels.at<std::uint8_t>(y, x) != value) continue;
      const int squared = (x - from.x) * (x - from.x) + (y - from.y) * (y - from.y);
      if (squared <= radius * radius) nearest = std::min(nearest, squared);
    }
  }
  return nearest;
}

/// Mostly background, with few pixels of the other two: distances of all lengths.
cv::Mat sparse(int width, int height, unsigned seed) {
  const cv::Mat noise = noise_bytes(width, height, seed).pixels();
  cv::Mat pixels(height, width, CV_8UC1, cv::Scalar(B));
  pixels.setTo(U, noise < 4);
  pixels.setTo(F, noise >= 252);
  return pixels;
}

TEST(NearPixels, AreAsFarAsLookingAtAllSays) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    for (const cv::Size size :
         {cv::Size(37, 29), cv::Size(60, 1), cv::Size(1, 60), cv::Size(90, 3)}) {
      const cv::Mat pixels = sparse(size.width, size.height, seed);
      for (const int radius : {1, 2, 5, 13, 200}) {
        const NearPixels near(pixels, U, radius);
        for (int y = 0; y < size.height; ++y) {
          const std::vector<int> squared = near.squared_distances(y);
          for (int x = 0; x < size.width; ++x) {
            ASSERT_EQ(squared[static_cast<std::size_t>(x)],
                      plain_squared(pixels, U, {x, y}, radius))
                << size << " radius " << radius << " at " << x << ' ' << y;
          }
        }
      }
    }
  }
}

TEST(NearPixels, AreExactInTheWidestPictures) {
  // Where squares of columns are beyond what a float tells apart.
  cv::Mat pixels(3, 60000, CV_8UC1, cv::Scalar(B));
  pixels.at<std::uint8_t>(0, 40000) = U;
  pixels.at<std::uint8_t>(2, 40501) = U;
  const std::vector<int> squared = NearPixels(pixels, U, 10000).squared_distances(1);
  EXPECT_EQ(squared[30001], 9999 * 9999 + 1);
  EXPECT_EQ(squared[30000], NearPixels::kFar) << "10000^2 + 1 is beyond the radius";
  EXPECT_EQ(squared[40250], 250 * 250 + 1);
  EXPECT_EQ(squared[40251], 250 * 250 + 1);
}

TEST(WithUnknownGrown, IsADilationByADisc) {
  cv::Mat pixels(7, 7, CV_8UC1, cv::Scalar(B));
  pixels.colRange(4, 7).setTo(F);
  pixels.at<std::uint8_t>(3, 3) = U;
  const cv::Mat one = (cv::Mat_<std::uint8_t>(7, 7) <<  //
                           B,
                       B, B, B, F, F, F,     //
                       B, B, B, B, F, F, F,  //
                       B, B, B, U, F, F, F,  //
                       B, B, U, U, U, F, F,  //
                       B, B, B, U, F, F, F,  //
                       B, B, B, B, F, F, F,  //
                       B, B, B, B, F, F, F);
  EXPECT_TRUE(equal(with_unknown_grown(Trimap(pixels), 1), one));
  const cv::Mat two = (cv::Mat_<std::uint8_t>(7, 7) <<  //
                           B,
                       B, B, B, F, F, F,     //
                       B, B, B, U, F, F, F,  //
                       B, B, U, U, U, F, F,  //
                       B, U, U, U, U, U, F,  //
                       B, B, U, U, U, F, F,  //
                       B, B, B, U, F, F, F,  //
                       B, B, B, B, F, F, F);
  EXPECT_TRUE(equal(with_unknown_grown(Trimap(pixels), 2), two));
}

TEST(WithUnknownShrunk, GivesWhatIsLostToTheNearestLabel) {
  const cv::Mat row = (cv::Mat_<std::uint8_t>(1, 12) << B, U, U, U, U, U, U, U, U, F, F, B);
  EXPECT_TRUE(equal(with_unknown_shrunk(Trimap(row), 1),
                    (cv::Mat_<std::uint8_t>(1, 12) << B, B, U, U, U, U, U, U, F, F, F, B)));
  EXPECT_TRUE(equal(with_unknown_shrunk(Trimap(row), 3),
                    (cv::Mat_<std::uint8_t>(1, 12) << B, B, B, B, U, U, F, F, F, F, F, B)));
  EXPECT_TRUE(equal(with_unknown_shrunk(Trimap(row), 100),
                    (cv::Mat_<std::uint8_t>(1, 12) << B, B, B, B, B, F, F, F, F, F, F, B)));
}

TEST(WithUnknownShrunk, MakesAPixelAsNearToBothBackground) {
  const cv::Mat row = (cv::Mat_<std::uint8_t>(1, 5) << F, U, U, U, B);
  EXPECT_TRUE(
      equal(with_unknown_shrunk(Trimap(row), 2), (cv::Mat_<std::uint8_t>(1, 5) << F, F, B, B, B)));
}

TEST(WithUnknownShrunk, LosesNothingAtThePicturesEdge) {
  const Trimap unknown = flat_trimap(9, 9, U);
  EXPECT_TRUE(equal(with_unknown_shrunk(unknown, 50), unknown.pixels()));
}

TEST(WithUnknownShrunk, FollowsItsDefinitionEverywhere) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    cv::Mat pixels = sparse(41, 33, seed);
    pixels(cv::Rect(8, 8, 25, 20)).setTo(U);
    pixels.at<std::uint8_t>(15, 20) = F;
    for (const int radius : {1, 3, 6}) {
      const cv::Mat shrunk = with_unknown_shrunk(Trimap(pixels), radius).pixels();
      for (int y = 0; y < pixels.rows; ++y) {
        for (int x = 0; x < pixels.cols; ++x) {
          const int background = plain_squared(pixels, B, {x, y}, radius);
          const int foreground = plain_squared(pixels, F, {x, y}, radius);
          const bool lost = std::min(background, foreground) != NearPixels::kFar;
          const std::uint8_t before = pixels.at<std::uint8_t>(y, x);
          const std::uint8_t expected = before != U || !lost      ? before
                                        : foreground < background ? F
                                                                  : B;
          ASSERT_EQ(shrunk.at<std::uint8_t>(y, x), expected) << x << ' ' << y;
        }
      }
    }
  }
}

TEST(TrimapDegradations, UndoEachOtherWhereTheRegionIsWide) {
  // A straight band, whose width a dilation adds to and an erosion takes back.
  cv::Mat pixels(30, 60, CV_8UC1, cv::Scalar(B));
  pixels.colRange(20, 40).setTo(U);
  pixels.colRange(40, 60).setTo(F);
  const Trimap band(pixels);
  EXPECT_EQ(with_unknown_grown(band, 5).unknown_pixels(), 30 * 30);
  EXPECT_TRUE(equal(with_unknown_shrunk(with_unknown_grown(band, 5), 5), pixels));
}

TEST(UnknownInEither, CountsWhatWasUnknownBeforeOrAfter) {
  const cv::Mat before = (cv::Mat_<std::uint8_t>(1, 6) << B, B, U, U, F, F);
  const cv::Mat after = (cv::Mat_<std::uint8_t>(1, 6) << B, U, U, F, F, B);
  EXPECT_TRUE(equal(unknown_in_either(Trimap(before), Trimap(after)),
                    (cv::Mat_<std::uint8_t>(1, 6) << B, U, U, U, F, F)));
}

}  // namespace
}  // namespace mbench
