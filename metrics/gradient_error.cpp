#include "metrics/gradient_error.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mbench {
namespace {

constexpr int kRadius = 4;
constexpr double kSigma = 1.4;

/// The gradient amplitude of the stretched picture.
cv::Mat amplitude(const cv::Mat& picture) {
  double low = 0;
  double high = 0;
  cv::minMaxLoc(picture, &low, &high);
  if (high <= low) return cv::Mat(picture.size(), CV_64FC1, cv::Scalar(0));
  cv::Mat smooth(2 * kRadius + 1, 1, CV_64FC1);
  cv::Mat slope(2 * kRadius + 1, 1, CV_64FC1);
  for (int i = -kRadius; i <= kRadius; ++i) {
    const double gauss = std::exp(-i * i / (2 * kSigma * kSigma));
    smooth.at<double>(i + kRadius) = gauss;
    slope.at<double>(i + kRadius) = i * gauss;
  }
  smooth /= cv::norm(smooth);
  slope /= cv::norm(slope);
  cv::Mat stretched;
  picture.convertTo(stretched, CV_64F, 1 / (high - low));
  cv::Mat across;
  cv::Mat down;
  cv::sepFilter2D(stretched, across, CV_64F, slope, smooth, {-1, -1}, 0, cv::BORDER_REPLICATE);
  cv::sepFilter2D(stretched, down, CV_64F, smooth, slope, {-1, -1}, 0, cv::BORDER_REPLICATE);
  cv::Mat result;
  cv::magnitude(across, down, result);
  return result;
}

}  // namespace

double gradient_error(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region) {
  cv::Mat difference = amplitude(predicted) - amplitude(truth);
  difference.setTo(cv::Scalar(0), region == 0);
  return difference.dot(difference);
}

}  // namespace mbench
