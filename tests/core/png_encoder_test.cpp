#include "core/png_encoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/filesystem.h"
#include "core/image_io.h"
#include "core/png_decoder.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Mat through_libpng(const std::vector<unsigned char>& file) {
  cv::Mat pixels = cv::imdecode(file, cv::IMREAD_UNCHANGED);
  if (pixels.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
  return pixels;
}

template <typename How>
void expect_round_trip(const cv::Mat& pixels, const How& how) {
  std::vector<unsigned char> file = png_bytes(pixels, how);
  const cv::Mat theirs = through_libpng(file);
  ASSERT_EQ(theirs.type(), pixels.type());
  EXPECT_EQ(cv::norm(theirs, pixels, cv::NORM_INF), 0.0);
  EXPECT_EQ(cv::norm(decode_png(file), pixels, cv::NORM_INF), 0.0);
}

TEST(PngEncoder, ItsFilesAreReadByLibpngAndByUs) {
  for (const PngEffort effort : {PngEffort::normal, PngEffort::fast}) {
    expect_round_trip(noise_image(57, 33, 1).pixels(), effort);
    expect_round_trip(noise_bytes(57, 33, 2).pixels(), effort);
    expect_round_trip(disc_alpha(300, 200).pixels(), effort);
  }
}

TEST(PngEncoder, WritesTheSmallestPictures) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 50), cv::Size(50, 1)}) {
    expect_round_trip(noise_image(size.width, size.height, 1).pixels(), PngEffort::normal);
    expect_round_trip(noise_bytes(size.width, size.height, 1).pixels(), PngEffort::normal);
  }
}

TEST(PngEncoder, WritesPartsOfLargerPictures) {
  expect_round_trip(noise_image(57, 33, 1).pixels()(cv::Rect(3, 4, 20, 10)), PngEffort::normal);
}

TEST(PngEncoder, AFlatPictureIsTiny) {
  EXPECT_LT(png_bytes(flat_bytes(1000, 1000, 255).pixels()).size(), 4000U);
}

TEST(PngEncoder, BeatsOpenCvsDefaultOnASmoothPicture) {
  const cv::Mat disc = disc_alpha(900, 700).pixels();
  std::vector<unsigned char> theirs;
  cv::imencode(".png", disc, theirs);
  EXPECT_LT(png_bytes(disc).size(), theirs.size());
}

TEST(PngEncoder, EveryRecipeGivesTheSamePixels) {
  for (const PngFilter filter :
       {PngFilter::none, PngFilter::sub, PngFilter::up, PngFilter::average, PngFilter::paeth}) {
    expect_round_trip(noise_image(57, 33, 1).pixels(), PngRecipe{filter, {6}});
    expect_round_trip(disc_alpha(57, 33).pixels(), PngRecipe{filter, {0}});
  }
  for (const int level : {0, 1, 12}) {
    expect_round_trip(noise_image(57, 333, 1).pixels(), PngRecipe{std::nullopt, {level}});
    expect_round_trip(disc_alpha(300, 200).pixels(), PngRecipe{std::nullopt, {level}});
  }
}

/// Slopes under some noise, so that the best filter and the best compressor depend on `noise`.
cv::Mat slopes(int noise) {
  cv::Mat pixels = noise_image(200, 150, 3).pixels().clone();
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      for (cv::Vec3b& pixel = pixels.at<cv::Vec3b>(y, x); std::uint8_t & sample : pixel.val) {
        sample = static_cast<std::uint8_t>(x / 3 + y / 2 + sample * noise / 256);
      }
    }
  }
  return pixels;
}

TEST(PngEncoder, APhotographIsAsSmallAsTheBestOfItsRecipes) {
  for (const int noise : {0, 2, 12, 60, 255}) {
    std::size_t least = SIZE_MAX;
    for (const PngRecipe& recipe :
         {PngRecipe{PngFilter::up, {6}}, PngRecipe{PngFilter::average, {6}},
          PngRecipe{std::nullopt, {6}}, PngRecipe{std::nullopt, {0}}}) {
      least = std::min(least, png_bytes(slopes(noise), recipe).size());
    }
    EXPECT_EQ(png_bytes(slopes(noise)).size(), least) << noise;
  }
}

TEST(PngEncoder, PhotographsAreNoLargerThanPillowsAndFastOnesAThirdAtMost) {
  // Sizes of the files that Pillow 9.4.0 of Debian 12 writes by default.
  const std::map<std::string, std::size_t> by_pillow{{"bg/fig-bowl.jpg", 2386945},
                                                     {"bg/green-meadow.jpg", 1484407},
                                                     {"fg/dune-grass.jpg", 755536}};
  for (const auto& [name, bytes] : by_pillow) {
    const Image photograph = read_image(data_folder() / "demo" / name).picture;
    EXPECT_LE(png_bytes(photograph.pixels()).size(), bytes) << name;
    const std::size_t fast = png_bytes(photograph.pixels(), PngEffort::fast).size();
    EXPECT_LE(static_cast<double>(fast), 1.3 * static_cast<double>(bytes)) << name;
  }
}

TEST(PngEffort, IsSaidInWords) {
  EXPECT_EQ(parse_png_effort("default"), PngEffort::normal);
  EXPECT_EQ(parse_png_effort("fast"), PngEffort::fast);
  EXPECT_THROW(parse_png_effort("best"), UsageError);
  EXPECT_THROW(parse_png_effort(""), UsageError);
}

TEST(PngEncoder, TakesOnlyBytes) {
  EXPECT_THROW(png_bytes(cv::Mat(2, 2, CV_32FC1, cv::Scalar(0))), InternalError);
  EXPECT_THROW(png_bytes(cv::Mat()), InternalError);
}

}  // namespace
}  // namespace mbench
