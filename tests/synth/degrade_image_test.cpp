// The corruptions of images one by one, but for noise.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/sha256.h"
#include "synth/degrade_blur.h"
#include "synth/degrade_downscale.h"
#include "synth/degrade_jpeg.h"
#include "synth/degrade_tones.h"
#include "synth/pillow_resize.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

bool equal(const cv::Mat& one, const cv::Mat& other) {
  return one.size() == other.size() && cv::norm(one, other, cv::NORM_INF) == 0;
}

std::vector<std::string> stored_lines(const std::string& name) {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/" + name);
  std::vector<std::string> lines;
  std::string line;
  while (std::getline(file, line)) {
    if (line.front() != '#') lines.push_back(line);
  }
  return lines;
}

/// One pass of the definition in double, along rows; the picture turned does columns.
cv::Mat plain_blur_of_rows(const cv::Mat& pixels, double sigma) {
  const int radius = static_cast<int>(std::floor(4 * sigma + 0.5));
  cv::Mat blurred(pixels.size(), CV_8UC3);
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      cv::Vec3d sum(0, 0, 0);
      double weights = 0;
      for (int k = -radius; k <= radius; ++k) {
        int at = x + k;
        while (pixels.cols > 1 && (at < 0 || at >= pixels.cols)) {
          at = at < 0 ? -at : 2 * (pixels.cols - 1) - at;
        }
        const double weight = std::exp(-k * k / (2 * sigma * sigma));
        const auto& pixel = pixels.at<cv::Vec3b>(y, pixels.cols == 1 ? 0 : at);
        for (int c = 0; c < 3; ++c) sum[c] += weight * pixel[c];
        weights += weight;
      }
      for (int c = 0; c < 3; ++c) {
        blurred.at<cv::Vec3b>(y, x)[c] =
            static_cast<std::uint8_t>(std::floor(sum[c] / weights + 0.5));
      }
    }
  }
  return blurred;
}

cv::Mat plain_blur(const cv::Mat& pixels, double sigma) {
  cv::Mat turned;
  cv::transpose(plain_blur_of_rows(pixels, sigma), turned);
  cv::transpose(plain_blur_of_rows(turned, sigma), turned);
  return turned;
}

TEST(Blurred, FollowsItsDefinition) {
  for (const double sigma : {0.1, 0.4, 1.0, 2.0, 7.3}) {
    for (const cv::Size size :
         {cv::Size(61, 47), cv::Size(5, 70), cv::Size(1, 9), cv::Size(2, 1)}) {
      const Image image = noise_image(size.width, size.height, 1);
      const cv::Mat expected = plain_blur(image.pixels(), sigma);
      const cv::Mat made = blurred(image, sigma).pixels();
      cv::Mat difference;
      cv::absdiff(made, expected, difference);
      // Weights are off by up to 2^-23, so a sum by up to taps * 255 * 2^-23 of a level: twice
      // that is the share of samples that a pass rounds to a neighbouring level.
      const double taps = 8 * sigma + 2;
      const double flips = 2 * 3.0 * static_cast<double>(made.total()) * taps * 255 * 0x1p-22;
      EXPECT_LE(cv::norm(difference, cv::NORM_INF), 1.0) << sigma << ' ' << size;
      EXPECT_LE(cv::norm(difference, cv::NORM_L1), flips + 3 * std::sqrt(flips))
          << sigma << ' ' << size;
    }
  }
}

TEST(Blurred, LeavesAFlatPictureFlat) {
  const Image flat{cv::Mat(30, 40, CV_8UC3, cv::Scalar(3, 128, 254))};
  for (const double sigma : {0.1, 1.7, 50.0}) {
    EXPECT_TRUE(equal(blurred(flat, sigma).pixels(), flat.pixels())) << sigma;
  }
}

TEST(Blurred, SpreadsAPointAsFarAsItsDeviationSays) {
  cv::Mat pixels(101, 101, CV_8UC3, cv::Scalar::all(0));
  pixels(cv::Rect(40, 40, 21, 21)).setTo(cv::Scalar::all(255));
  const cv::Mat row = blurred(Image(pixels), 4.0).pixels().row(50);
  // A step's edge at 60.5 is 255 (1 - Phi((x - 60.5) / 4)), the far edge adds nothing here.
  for (const int x : {57, 59, 61, 63, 66}) {
    const double expected = 255 * 0.5 * std::erfc((x - 60.5) / 4 / std::sqrt(2.0));
    EXPECT_NEAR(row.at<cv::Vec3b>(0, x)[0], expected, 2.0) << x;
  }
}

TEST(ThroughJpeg, HasThePixelsThatPillowHas) {
  const std::vector<std::string> lines = stored_lines("degrade_jpeg.txt");
  EXPECT_EQ(lines.size(), 156U);
  for (const std::string& line : lines) {
    std::istringstream fields(line);
    int quality = 0, width = 0, height = 0;
    unsigned seed = 0;
    std::string kind, digest;
    fields >> quality >> kind >> seed >> width >> height >> digest;
    const cv::Mat pixels = kind == "noise" ? noise_image(width, height, seed).pixels()
                                           : pillow_resize(noise_image(5, 4, seed).pixels(),
                                                           {width, height}, PillowFilter::bicubic);
    EXPECT_EQ(sha256_of_pixels(through_jpeg(Image(pixels), quality).pixels()), digest) << line;
  }
}

TEST(ThroughJpeg, RefusesMorePixelsOnASideThanAJpegCanHave) {
  const Image longest{cv::Mat(1, 65500, CV_8UC3, cv::Scalar::all(9))};
  EXPECT_EQ(through_jpeg(longest, 90).size(), longest.size());
  EXPECT_THROW(through_jpeg(Image(cv::Mat(1, 65501, CV_8UC3, cv::Scalar::all(9))), 90), DataError);
}

TEST(DownscaledAndBack, HasThePixelsThatPillowHas) {
  const std::vector<std::string> lines = stored_lines("degrade_downscale.txt");
  EXPECT_EQ(lines.size(), 30U);
  for (const std::string& line : lines) {
    std::istringstream fields(line);
    double factor = 0;
    int width = 0, height = 0;
    unsigned seed = 0;
    std::string digest;
    fields >> factor >> seed >> width >> height >> digest;
    const Image made = downscaled_and_back(noise_image(width, height, seed), factor);
    EXPECT_EQ(sha256_of_pixels(made.pixels()), digest) << line;
  }
}

/// One pixel of these three values, through `change`.
template <typename Change>
cv::Vec3b tones(const cv::Vec3b& values, Change change) {
  return change(Image(cv::Mat(1, 1, CV_8UC3, cv::Scalar(values))))
      .pixels()
      .template at<cv::Vec3b>(0);
}

TEST(WithContrast, MovesTonesAwayFromMiddleGrey) {
  const auto by = [](double factor) {
    return [factor](const Image& image) { return with_contrast(image, factor); };
  };
  EXPECT_EQ(tones({0, 128, 255}, by(0.5)), cv::Vec3b(64, 128, 192));  // 191.5, half up
  EXPECT_EQ(tones({100, 129, 200}, by(2)), cv::Vec3b(72, 130, 255));
  EXPECT_EQ(tones({60, 0, 127}, by(2)), cv::Vec3b(0, 0, 126));
  EXPECT_EQ(tones({0, 77, 255}, by(0)), cv::Vec3b(128, 128, 128));
}

TEST(WithGamma, TakesBrightnessToThePower) {
  const auto by = [](double power) {
    return [power](const Image& image) { return with_gamma(image, power); };
  };
  EXPECT_EQ(tones({0, 128, 255}, by(2)), cv::Vec3b(0, 64, 255));     // 64.25
  EXPECT_EQ(tones({1, 64, 255}, by(0.5)), cv::Vec3b(16, 128, 255));  // 15.97, 127.75
}

}  // namespace
}  // namespace mbench
