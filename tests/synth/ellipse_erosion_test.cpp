#include "synth/ellipse_erosion.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/random.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Mat opencv_ellipse(int size_px) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size_px, size_px});
}

BitMask packed(const cv::Mat& mask) {
  BitMask bits(mask.size());
  for (int y = 0; y < mask.rows; ++y) pack_equal(mask.ptr(y), mask.cols, 255, bits.row(y));
  return bits;
}

cv::Mat unpacked(const BitMask& bits) {
  cv::Mat mask(bits.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) mask.at<std::uint8_t>(y, x) = bits.at(x, y) ? 255 : 0;
  }
  return mask;
}

/// A mask of one of several characters: noise of any density, holes, blobs, all or nothing.
cv::Mat random_mask(Random& random, cv::Size size) {
  const auto seed = static_cast<unsigned>(random.below(1U << 30));
  const cv::Mat noise = noise_bytes(size.width, size.height, seed).pixels();
  const int character = random.integer(0, 4);
  if (character == 0) return noise >= random.integer(0, 255);
  if (character == 1) return noise >= 1;
  if (character == 2) return cv::Mat(size, CV_8UC1, cv::Scalar(255 * random.integer(0, 1)));
  const bool is_hole = character == 3;
  cv::Mat mask(size, CV_8UC1, cv::Scalar(is_hole ? 255 : 0));
  for (int i = 0; i < 3; ++i) {
    const cv::Point centre(random.integer(0, size.width), random.integer(0, size.height));
    cv::circle(mask, centre, random.integer(0, is_hole ? 40 : 160), is_hole ? 0 : 255, cv::FILLED);
  }
  return mask;
}

void expect_equals_opencv(const cv::Mat& mask, int size_px, int iterations, ThreadTeam& team) {
  cv::Mat expected;
  cv::erode(mask, expected, opencv_ellipse(size_px), {-1, -1}, iterations);
  const BitMask bits = eroded_by_ellipse(packed(mask), size_px, iterations, team);
  ASSERT_EQ(cv::norm(unpacked(bits), expected, cv::NORM_INF), 0.0)
      << "ellipse " << size_px << ", " << iterations << " times, of " << mask.size();
  for (int y = 0; y < mask.rows; ++y) {
    ASSERT_EQ(bits.row(y)[bits.words() - 1] & bits.beyond(), bits.beyond()) << "row " << y;
  }
}

TEST(EllipseErosion, EqualsOpenCVForEverySizeUpTo63) {
  ThreadTeam team(1);
  const Random seeds(1);
  for (int size_px = 1; size_px <= 63; ++size_px) {
    Random random = seeds.part(static_cast<std::uint64_t>(size_px));
    for (int i = 0; i < 12; ++i) {
      const cv::Size size(random.integer(1, 300), random.integer(1, 160));
      expect_equals_opencv(random_mask(random, size), size_px, 1, team);
    }
  }
}

TEST(EllipseErosion, EqualsOpenCVForLargeSizesOfBothParities) {
  ThreadTeam team(1);
  Random random(2);
  for (const int size_px : {64, 65, 100, 127, 128, 129, 200, 255, 256, 257, 383, 510, 511}) {
    for (int i = 0; i < 4; ++i) {
      const cv::Size size(random.integer(1, 700), random.integer(1, 300));
      expect_equals_opencv(random_mask(random, size), size_px, 1, team);
    }
  }
}

TEST(EllipseErosion, EqualsOpenCVForSeveralIterations) {
  ThreadTeam team(1);
  Random random(3);
  for (const int size_px : {1, 2, 3, 4, 5, 6, 7, 10, 24, 29, 30, 47, 48, 63, 120}) {
    for (const int iterations : {2, 3, 5, 9, 14}) {
      const cv::Size size(random.integer(1, 260), random.integer(1, 200));
      expect_equals_opencv(random_mask(random, size), size_px, iterations, team);
    }
  }
}

TEST(EllipseErosion, IsTheSameOnSeveralThreadsAndInSeveralBands) {
  ThreadTeam team(3);
  Random random(4);
  for (const int size_px : {3, 30, 101}) {
    expect_equals_opencv(random_mask(random, {2300, 1100}), size_px, 1, team);
    expect_equals_opencv(noise_bytes(1500, 900, 5).pixels() >= 1, size_px, 1, team);
  }
}

TEST(EllipseErosion, ManyIterationsAreNotOneLargerEllipse) {
  cv::Mat hole(41, 41, CV_8UC1, cv::Scalar(255));
  hole.at<std::uint8_t>(20, 20) = 0;
  ThreadTeam team(1);
  const cv::Mat five_times = unpacked(eroded_by_ellipse(packed(hole), 3, 5, team));
  const cv::Mat once = unpacked(eroded_by_ellipse(packed(hole), 11, 1, team));
  // A diamond of radius 5 has 1 + 4·(1+2+3+4+5) pixels.
  EXPECT_EQ(41 * 41 - cv::countNonZero(five_times), 61);
  EXPECT_GT(41 * 41 - cv::countNonZero(once), 61);
}

TEST(EllipseErosion, AKernelLargerThanThePictureErodesFromWhatIsInIt) {
  cv::Mat mask(3, 4, CV_8UC1, cv::Scalar(255));
  ThreadTeam team(1);
  EXPECT_EQ(cv::countNonZero(unpacked(eroded_by_ellipse(packed(mask), 511, 1, team))), 12);
  mask.at<std::uint8_t>(1, 1) = 0;
  EXPECT_EQ(cv::countNonZero(unpacked(eroded_by_ellipse(packed(mask), 511, 1, team))), 0);
}

}  // namespace
}  // namespace mbench
