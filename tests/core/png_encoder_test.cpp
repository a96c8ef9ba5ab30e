#include "core/png_encoder.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/png_decoder.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Mat through_libpng(const std::vector<unsigned char>& file) {
  cv::Mat pixels = cv::imdecode(file, cv::IMREAD_UNCHANGED);
  if (pixels.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
  return pixels;
}

void expect_round_trip(const cv::Mat& pixels, PngEffort effort) {
  std::vector<unsigned char> file = png_bytes(pixels, effort);
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

TEST(PngEncoder, TakesOnlyBytes) {
  EXPECT_THROW(png_bytes(cv::Mat(2, 2, CV_32FC1, cv::Scalar(0))), InternalError);
  EXPECT_THROW(png_bytes(cv::Mat()), InternalError);
}

}  // namespace
}  // namespace mbench
