#include "synth/pillow_resize.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <opencv2/core.hpp>
#include <sstream>
#include <string>

#include "core/error.h"
#include "core/sha256.h"
#include "tests/support/builders.h"
#include "tests/synth/instruction_sets.h"

namespace mbench {
namespace {

const std::map<std::string, PillowFilter> kFilters{{"nearest", PillowFilter::nearest},
                                                   {"bilinear", PillowFilter::bilinear},
                                                   {"bicubic", PillowFilter::bicubic},
                                                   {"lanczos", PillowFilter::lanczos}};

struct Vector {
  std::string filter, digest;
  unsigned seed = 0;
  cv::Size from, to;
};

std::vector<Vector> stored_vectors() {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/pillow_resize.txt");
  std::vector<Vector> vectors;
  std::string line;
  while (std::getline(file, line)) {
    if (line.front() == '#') continue;
    std::istringstream fields(line);
    Vector v;
    fields >> v.filter >> v.seed >> v.from.width >> v.from.height >> v.to.width >> v.to.height >>
        v.digest;
    EXPECT_TRUE(fields) << line;
    vectors.push_back(v);
  }
  return vectors;
}

/// Only 0 and 255, so that the filters' overshoot has to be clipped.
cv::Mat extremes(const cv::Mat& pixels) {
  cv::Mat result;
  cv::compare(pixels.reshape(1), 128, result, cv::CMP_GE);
  return result.reshape(pixels.channels());
}

/// Slopes that break off from 255 to 0.
cv::Mat ramps(cv::Size size, int channels) {
  cv::Mat pixels(size, CV_8UC(channels));
  for (int y = 0; y < size.height; ++y) {
    std::uint8_t* to = pixels.ptr(y);
    for (int x = 0; x < size.width; ++x) {
      for (int c = 0; c < channels; ++c) {
        *to++ = static_cast<std::uint8_t>(((3 + c) * x + (5 - c) * y) / 4);
      }
    }
  }
  return pixels;
}

std::vector<cv::Mat> pictures_of(const Vector& v) {
  std::vector<cv::Mat> pictures;
  for (const int channels : {1, 3}) {
    const cv::Mat noise = channels == 1 ? noise_bytes(v.from.width, v.from.height, v.seed).pixels()
                                        : noise_image(v.from.width, v.from.height, v.seed).pixels();
    pictures.insert(pictures.end(), {noise, extremes(noise), ramps(v.from, channels)});
  }
  return pictures;
}

std::string digest_of(const Vector& v) {
  std::string digests;
  for (const cv::Mat& pixels : pictures_of(v)) {
    digests += sha256_of_pixels(pillow_resize(pixels, v.to, kFilters.at(v.filter)));
  }
  return sha256(digests);
}

TEST(PillowResize, EqualsPillowOnStoredDigests) {
  const std::vector<Vector> vectors = stored_vectors();
  EXPECT_EQ(vectors.size(), 230U);
  for (const Vector& v : vectors) {
    EXPECT_EQ(digest_of(v), v.digest) << v.filter << ' ' << v.from << " to " << v.to;
  }
}

TEST(PillowResize, EqualsPillowOnEveryInstructionSet) {
  on_every_instruction_set([] {
    for (const Vector& v : stored_vectors()) {
      // Large ones take long without vectors.
      if (v.from.area() > 100'000 || v.to.area() > 100'000) continue;
      ASSERT_EQ(digest_of(v), v.digest) << v.filter << ' ' << v.from << " to " << v.to;
    }
  });
}

class EveryFilter : public testing::TestWithParam<PillowFilter> {};

TEST_P(EveryFilter, LeavesAPictureOfTheWantedSizeAlone) {
  const cv::Mat pixels = noise_image(13, 7, 1).pixels();
  const cv::Mat resized = pillow_resize(pixels, pixels.size(), GetParam());
  EXPECT_EQ(cv::norm(resized, pixels, cv::NORM_INF), 0.0);
}

TEST_P(EveryFilter, LeavesAFlatPictureFlat) {
  const cv::Mat pixels(9, 11, CV_8UC3, cv::Scalar(3, 128, 252));
  for (const cv::Size size : {cv::Size(40, 31), cv::Size(4, 3), cv::Size(40, 3)}) {
    const cv::Mat resized = pillow_resize(pixels, size, GetParam());
    const cv::Mat flat(size, CV_8UC3, cv::Scalar(3, 128, 252));
    EXPECT_EQ(cv::norm(resized, flat, cv::NORM_INF), 0.0) << size;
  }
}

TEST_P(EveryFilter, MakesACornerEqualToTheWholesCorner) {
  const cv::Mat pixels = noise_image(21, 34, 5).pixels();
  for (const cv::Size size : {cv::Size(50, 70), cv::Size(11, 70), cv::Size(21, 60)}) {
    const cv::Mat whole = pillow_resize(pixels, size, GetParam());
    const cv::Mat corner = pillow_resize_corner(pixels, size, {10, 33}, GetParam());
    EXPECT_EQ(cv::norm(corner, whole(cv::Rect(0, 0, 10, 33)), cv::NORM_INF), 0.0) << size;
  }
}

TEST_P(EveryFilter, CutsACornerToThePicture) {
  const cv::Mat corner =
      pillow_resize_corner(noise_image(5, 5, 5).pixels(), {8, 9}, {100, 4}, GetParam());
  EXPECT_EQ(corner.size(), cv::Size(8, 4));
}

TEST_P(EveryFilter, TreatsChannelsApart) {
  const cv::Mat pixels = noise_image(19, 23, 6).pixels();
  const cv::Mat resized = pillow_resize(pixels, {41, 12}, GetParam());
  for (int channel = 0; channel < 3; ++channel) {
    cv::Mat one, expected;
    cv::extractChannel(pixels, one, channel);
    cv::extractChannel(resized, expected, channel);
    EXPECT_EQ(cv::norm(pillow_resize(one, {41, 12}, GetParam()), expected, cv::NORM_INF), 0.0);
  }
}

TEST_P(EveryFilter, ReadsPartsOfLargerPictures) {
  const cv::Mat part = noise_image(60, 50, 7).pixels()(cv::Rect(11, 5, 23, 29));
  const cv::Mat resized = pillow_resize(part, {31, 77}, GetParam());
  EXPECT_EQ(cv::norm(resized, pillow_resize(part.clone(), {31, 77}, GetParam()), cv::NORM_INF),
            0.0);
}

TEST_P(EveryFilter, RefusesAnEmptySize) {
  const cv::Mat pixels = noise_image(5, 5, 5).pixels();
  EXPECT_THROW(pillow_resize(pixels, {0, 3}, GetParam()), UsageError);
  EXPECT_THROW(pillow_resize(pixels, {3, -1}, GetParam()), UsageError);
}

INSTANTIATE_TEST_SUITE_P(PillowResize, EveryFilter,
                         testing::Values(PillowFilter::nearest, PillowFilter::bilinear,
                                         PillowFilter::bicubic, PillowFilter::lanczos));

TEST(PillowResize, WorksOutATwoPixelRowAsByHand) {
  // Bilinear 2 -> 4: centres at 0.25, 0.75, 1.25, 1.75 give weights 1; 3/4 and 1/4; ...
  const cv::Mat row = (cv::Mat_<std::uint8_t>(1, 2) << 0, 200);
  const cv::Mat resized = pillow_resize(row, {4, 1}, PillowFilter::bilinear);
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 4) << 0, 50, 150, 200);
  EXPECT_EQ(cv::norm(resized, expected, cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace mbench
