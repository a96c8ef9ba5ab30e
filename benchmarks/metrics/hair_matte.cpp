#include "benchmarks/metrics/hair_matte.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace mbench {
namespace {

/// The same numbers with every library.
class Dice {
 public:
  explicit Dice(unsigned seed) : generator_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(generator_()) / 4294967295.0;
  }

 private:
  std::mt19937 generator_;
};

/// A hair from the rim of the head outwards, bending as it goes.
void draw_hair(cv::Mat& alpha, const cv::Point2d& centre, const cv::Size2d& radii, double length,
               Dice& dice) {
  constexpr int kFraction = 4;
  const double angle = dice.between(0, 2 * CV_PI);
  const double start = dice.between(0.93, 1.0);
  cv::Point2d at(centre.x + start * radii.width * std::cos(angle),
                 centre.y + start * radii.height * std::sin(angle));
  double direction = angle + dice.between(-0.8, 0.8);
  const double bend = dice.between(-0.1, 0.1);
  const double step = length * dice.between(0.4, 1.0) / 16;
  std::vector<cv::Point> path;
  for (int i = 0; i <= 16; ++i) {
    path.emplace_back(cvRound(at.x * (1 << kFraction)), cvRound(at.y * (1 << kFraction)));
    at += cv::Point2d(step * std::cos(direction), step * std::sin(direction));
    direction += bend;
  }
  const int opacity = static_cast<int>(dice.between(90, 255));
  const int thickness = dice.between(0, 1) < 0.8 ? 1 : 2;
  cv::polylines(alpha, path, false, cv::Scalar(opacity), thickness, cv::LINE_AA, kFraction);
}

cv::Mat draw_truth(cv::Size size, cv::Mat& unknown) {
  Dice dice(1);
  const double scale = std::min(size.width / 4.0, size.height / 3.0);
  const cv::Point2d centre(0.5 * size.width, 0.42 * size.height);
  const cv::Size2d head(0.62 * scale, 0.78 * scale);
  cv::Mat alpha(size, CV_8UC1, cv::Scalar(0));
  const double hair_length = 0.66 * scale;
  // Hairs keep their width in pixels: this many fill the same share at every size.
  const auto hairs = static_cast<int>(2.2 * scale);
  for (int i = 0; i < hairs; ++i) draw_hair(alpha, centre, head, hair_length, dice);
  cv::Mat body(size, CV_8UC1, cv::Scalar(0));
  cv::ellipse(body, centre, head, 0, 0, 360, cv::Scalar(255), cv::FILLED, cv::LINE_AA);
  cv::ellipse(body, cv::Point2d(0.5 * size.width, 1.12 * size.height),
              cv::Size2d(1.25 * scale, 1.1 * scale), 0, 0, 360, cv::Scalar(255), cv::FILLED,
              cv::LINE_AA);
  cv::max(alpha, body, alpha);
  const int margin = std::max(2, cvRound(0.008 * scale));
  const cv::Mat soft = (alpha > 0) & (alpha < 255);
  cv::dilate(soft, unknown,
             cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * margin + 1, 2 * margin + 1}));
  return alpha;
}

}  // namespace

MatteSample hair_matte(cv::Size size) {
  MatteSample sample;
  cv::Mat unknown;
  sample.truth = draw_truth(size, unknown);
  sample.trimap = sample.truth.clone();
  sample.trimap.setTo(cv::Scalar(128), unknown);

  cv::Mat smooth;
  cv::GaussianBlur(sample.truth, smooth, {3, 3}, 0.6);
  cv::RNG random(2);
  cv::Mat noise(size, CV_16SC1);
  random.fill(noise, cv::RNG::NORMAL, -3, 6);
  cv::Mat noisy;
  smooth.convertTo(noisy, CV_16S);
  noisy += noise;
  noisy.convertTo(sample.predicted, CV_8U);
  sample.truth.copyTo(sample.predicted, unknown == 0);
  sample.predicted.setTo(cv::Scalar(0), sample.trimap == 0);
  sample.predicted.setTo(cv::Scalar(255), sample.trimap == 255);
  return sample;
}

MatteSample noise_matte(cv::Size size) {
  MatteSample sample;
  cv::RNG random(3);
  sample.truth.create(size, CV_8UC1);
  sample.predicted.create(size, CV_8UC1);
  random.fill(sample.truth, cv::RNG::UNIFORM, 0, 256);
  random.fill(sample.predicted, cv::RNG::UNIFORM, 0, 256);
  sample.trimap = cv::Mat(size, CV_8UC1, cv::Scalar(128));
  return sample;
}

}  // namespace mbench
