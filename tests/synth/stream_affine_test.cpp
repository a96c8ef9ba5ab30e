#include "synth/stream/random_affine.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "tests/support/builders.h"

namespace mbench {
namespace {

AffineStep gca_step() {
  AffineStep step;
  step.probability = 1;
  step.scale = {0.8, 1.25};
  return step;
}

/// The matrix that Affine::inverse undoes: flipped, scaled, rotated, then sheared.
cv::Matx22d forward(const Affine& affine) {
  const double a = affine.angle_degrees * CV_PI / 180;
  const double s = affine.shear_degrees * CV_PI / 180;
  const double x = affine.scale_x * (affine.flip_x ? -1 : 1);
  const double y = affine.scale_y * (affine.flip_y ? -1 : 1);
  return {std::cos(a + s) * x, -std::sin(a + s) * y, std::sin(a) * x, std::cos(a) * y};
}

TEST(RandomAffine, FlipsAboutTheCentre) {
  Affine affine;
  affine.flip_x = true;
  const cv::Matx23d inverse = affine.inverse({4, 6});  // the centre is at (2.5, 3.5)
  EXPECT_NEAR(cv::norm(inverse - cv::Matx23d(-1, 0, 5, 0, 1, 0)), 0, 1e-12);
}

TEST(RandomAffine, UndoesFlipScaleRotationAndShearAboutTheCentre) {
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    const Affine affine = draw_affine(gca_step(), {1200, 700}, random);
    const cv::Matx23d inverse = affine.inverse({1200, 700});
    const cv::Matx22d linear(inverse(0, 0), inverse(0, 1), inverse(1, 0), inverse(1, 1));
    EXPECT_NEAR(cv::norm(linear * forward(affine) - cv::Matx22d::eye()), 0, 1e-12);
    const cv::Vec2d centre = inverse * cv::Vec3d(600.5, 350.5, 1);
    EXPECT_NEAR(cv::norm(centre - cv::Vec2d(600.5, 350.5)), 0, 1e-9);
  }
}

TEST(RandomAffine, DrawsWithinTheRecipesRanges) {
  Random random(2);
  int flips_x = 0;
  int flips_y = 0;
  double angles = 0;
  for (int i = 0; i < 2000; ++i) {
    const Affine affine = draw_affine(gca_step(), {1024, 10}, random);
    EXPECT_LE(std::abs(affine.angle_degrees), 30);
    EXPECT_LE(std::abs(affine.shear_degrees), 10);
    for (const double scale : {affine.scale_x, affine.scale_y}) {
      EXPECT_GE(scale, 0.8);
      EXPECT_LT(scale, 1.25);
    }
    flips_x += affine.flip_x ? 1 : 0;
    flips_y += affine.flip_y ? 1 : 0;
    angles += affine.angle_degrees;
  }
  EXPECT_NEAR(flips_x, 1000, 5 * 22.4);  // the deviation of 2000 tosses
  EXPECT_NEAR(flips_y, 1000, 5 * 22.4);
  EXPECT_NEAR(angles / 2000, 0, 5 * 17.3 / std::sqrt(2000.0));  // 60 / sqrt(12) = 17.3
}

TEST(RandomAffine, SmallPicturesAreNotRotatedButDrawnAlike) {
  Random one(3);
  Random other(3);
  const Affine small = draw_affine(gca_step(), {1023, 800}, one);
  const Affine large = draw_affine(gca_step(), {1024, 800}, other);
  EXPECT_EQ(small.angle_degrees, 0);
  EXPECT_NE(large.angle_degrees, 0);
  EXPECT_EQ(small.scale_x, large.scale_x);
  EXPECT_EQ(small.shear_degrees, large.shear_degrees);
}

TEST(RandomAffine, APartIsThatPartOfTheWhole) {
  cv::Mat smooth(90, 120, CV_8UC3);
  for (int y = 0; y < smooth.rows; ++y) {
    for (int x = 0; x < smooth.cols; ++x) {
      smooth.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(2 * x),
                                    cv::saturate_cast<std::uint8_t>(2 * y), 7};
    }
  }
  Affine affine;
  affine.angle_degrees = 20;
  affine.scale_x = 1.1;
  affine.shear_degrees = -5;
  affine.replicate_border = true;
  affine.interpolation = {Interpolation::cubic, Interpolation::cubic};
  const cv::Rect part(31, 17, 50, 40);
  const cv::Mat whole = mapped_colour(smooth, affine, {{}, smooth.size()});
  EXPECT_LE(cv::norm(mapped_colour(smooth, affine, part), whole(part), cv::NORM_INF), 1);
  EXPECT_GT(cv::norm(whole, smooth, cv::NORM_INF), 20) << "something moved";
}

TEST(RandomAffine, WhatWasBeyondTheBorderIsClearAndBlackOrRepeated) {
  const cv::Mat colour(40, 40, CV_8UC3, cv::Scalar::all(200));
  const cv::Mat alpha(40, 40, CV_32FC1, cv::Scalar(1.0));
  Affine affine;
  affine.scale_x = affine.scale_y = 0.5;
  const cv::Rect all({}, colour.size());
  EXPECT_EQ(mapped_alpha(alpha, affine).at<float>(2, 2), 0.0F);
  EXPECT_EQ(mapped_alpha(alpha, affine).at<float>(20, 20), 1.0F);
  EXPECT_EQ(mapped_colour(colour, affine, all).at<cv::Vec3b>(2, 2)[0], 0);
  affine.replicate_border = true;
  EXPECT_EQ(mapped_colour(colour, affine, all).at<cv::Vec3b>(2, 2)[0], 200);
}

TEST(RandomAffine, TakesOnePixel) {
  const Image pixel = noise_image(1, 1, 1);
  Random random(5);
  for (int i = 0; i < 20; ++i) {
    const Affine affine = draw_affine(gca_step(), {1, 1}, random);
    EXPECT_EQ(mapped_colour(pixel.pixels(), affine, {0, 0, 1, 1}).size(), cv::Size(1, 1));
  }
}

}  // namespace
}  // namespace mbench
