#include "metrics/training_losses.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

cv::Mat flat(int side, double value) { return cv::Mat(side, side, CV_32FC1, cv::Scalar(value)); }

TEST(LaplacianLoss, IsZeroForAConstantOffset) {
  // A flat difference is in no band.
  EXPECT_NEAR(*laplacian_loss(flat(64, 0.75), flat(64, 0.25)), 0, 1e-6);
}

TEST(LaplacianLoss, HasStripesOfOneColumnInTheFinestBandOnly) {
  // The kernel 1 4 6 4 1 averages stripes of 0 and 1 to 1/2 everywhere (8/16 from either
  // colour), borders included: the first band is 1/2 in each pixel, the others are empty.
  cv::Mat stripes = flat(64, 0);
  for (int x = 0; x < 64; x += 2) stripes.col(x).setTo(cv::Scalar(1));
  EXPECT_NEAR(*laplacian_loss(stripes, flat(64, 0)), 0.5 / 5, 1e-7);
}

TEST(LaplacianLoss, IsNoneForSidesTooShortForFiveLevels) {
  EXPECT_FALSE(laplacian_loss(flat(63, 1), flat(63, 0)).has_value());
  EXPECT_TRUE(laplacian_loss(flat(64, 1), flat(64, 0)).has_value());
}

TEST(GradientPenalty, SumsSobelDifferencesAndAHundredthOfThePredictions) {
  // A vertical edge between columns 2 and 3 of 6: across it the kernel sums to 4 in the two
  // columns beside it, away from the borders. One such pixel, against a flat truth of 0.
  cv::Mat edge = flat(6, 0);
  edge.colRange(3, 6).setTo(cv::Scalar(1));
  cv::Mat inside(6, 6, CV_8UC1, cv::Scalar(0));
  inside.at<std::uint8_t>(2, 2) = 255;
  EXPECT_NEAR(gradient_penalty(edge, flat(6, 0), inside), 4 + 0.01 * 4, 1e-6);
}

TEST(GradientPenalty, SeesZerosBeyondTheBorder) {
  // A corner of a flat 1: three of the four terms on either side are missing.
  cv::Mat inside(6, 6, CV_8UC1, cv::Scalar(0));
  inside.at<std::uint8_t>(0, 0) = 255;
  EXPECT_NEAR(gradient_penalty(flat(6, 1), flat(6, 0), inside), 2 * 3 * 1.01, 1e-6);
}

TEST(GradientPenalty, LeavesTheHundredthForEqualAlphas) {
  cv::Mat edge = flat(6, 0);
  edge.colRange(3, 6).setTo(cv::Scalar(1));
  cv::Mat inside(6, 6, CV_8UC1, cv::Scalar(0));
  inside.at<std::uint8_t>(2, 3) = 255;
  EXPECT_NEAR(gradient_penalty(edge, edge, inside), 0.04, 1e-7);
}

}  // namespace
}  // namespace mbench
