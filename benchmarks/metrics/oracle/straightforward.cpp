#include "benchmarks/metrics/oracle/straightforward.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace mbench::oracle {
namespace {

int at(const cv::Mat& picture, int y, int x) { return picture.at<std::uint8_t>(y, x); }

double value_at(const cv::Mat& alpha, int y, int x) {
  return alpha.depth() == CV_8U ? at(alpha, y, x) : static_cast<double>(alpha.at<float>(y, x));
}

/// Calls `use(y, x)` for every pixel of the region.
template <typename Use>
void for_each_pixel(const cv::Mat& region, Use use) {
  for (int y = 0; y < region.rows; ++y) {
    for (int x = 0; x < region.cols; ++x) {
      if (at(region, y, x) != 0) use(y, x);
    }
  }
}

/// 510 (1 - phi) of one pixel.
int disconnection(int value, int level) {
  const int distance = 2 * value - 51 * level;
  return 2 * distance >= 153 ? distance : 0;
}

/// The Gaussian and its derivative, from -radius to radius.
struct Taps {
  int radius;
  std::vector<double> smooth;
  std::vector<double> slope;
};

Taps taps_for(const GradRule& rule) {
  constexpr double kSigma = 1.4;
  Taps taps{rule.thirteen_taps ? 6 : 4, {}, {}};
  for (int i = -taps.radius; i <= taps.radius; ++i) {
    taps.smooth.push_back(std::exp(-i * i / (2 * kSigma * kSigma)));
    taps.slope.push_back(-i * taps.smooth.back() / (kSigma * kSigma));
  }
  double smooth_norm = 0;
  double slope_norm = 0;
  for (std::size_t i = 0; i < taps.smooth.size(); ++i) {
    smooth_norm += rule.thirteen_taps ? taps.smooth[i] : taps.smooth[i] * taps.smooth[i];
    slope_norm += taps.slope[i] * taps.slope[i];
  }
  if (!rule.thirteen_taps) smooth_norm = std::sqrt(smooth_norm);
  slope_norm = rule.thirteen_taps ? smooth_norm : std::sqrt(slope_norm);
  for (double& tap : taps.smooth) tap /= smooth_norm;
  for (double& tap : taps.slope) tap /= slope_norm;
  return taps;
}

int inside_border(int i, int size, bool mirrored) {
  if (!mirrored) return std::clamp(i, 0, size - 1);
  const int period = 2 * size;
  const int phase = ((i % period) + period) % period;
  return phase < size ? phase : period - 1 - phase;
}

double amplitude(const cv::Mat& picture, int y, int x, const Taps& taps, bool mirrored) {
  double across = 0;
  double down = 0;
  for (int j = -taps.radius; j <= taps.radius; ++j) {
    for (int i = -taps.radius; i <= taps.radius; ++i) {
      const auto value = picture.at<double>(inside_border(y + j, picture.rows, mirrored),
                                            inside_border(x + i, picture.cols, mirrored));
      const auto row = static_cast<std::size_t>(j + taps.radius);
      const auto column = static_cast<std::size_t>(i + taps.radius);
      across += taps.smooth[row] * taps.slope[column] * value;
      down += taps.slope[row] * taps.smooth[column] * value;
    }
  }
  return std::sqrt(across * across + down * down);
}

/// The picture as opacities (CV_64FC1). Quotients of whole numbers: where two stretched pictures
/// are equal by definition, they are in every bit.
cv::Mat opacities(const cv::Mat& picture, bool stretch) {
  double low = 0;
  double high = picture.depth() == CV_8U ? 255 : 1;
  if (stretch) cv::minMaxLoc(picture, &low, &high);
  cv::Mat result(picture.size(), CV_64FC1, cv::Scalar(0));
  if (high == low) return result;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      result.at<double>(y, x) = (value_at(picture, y, x) - low) / (high - low);
    }
  }
  return result;
}

}  // namespace

std::int64_t pixels(const cv::Mat& region) {
  std::int64_t count = 0;
  for_each_pixel(region, [&](int, int) { ++count; });
  return count;
}

std::int64_t sad_x255(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region) {
  std::int64_t sum = 0;
  for_each_pixel(region,
                 [&](int y, int x) { sum += std::abs(at(predicted, y, x) - at(truth, y, x)); });
  return sum;
}

std::int64_t mse_x65025(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region) {
  std::int64_t sum = 0;
  for_each_pixel(region, [&](int y, int x) {
    const int difference = at(predicted, y, x) - at(truth, y, x);
    sum += difference * difference;
  });
  return sum;
}

std::int64_t conn_x510(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region,
                       const ConnRule& rule) {
  const cv::Mat lesser = cv::min(predicted, truth);
  std::vector<cv::Mat> passing;
  for (const int threshold : {26, 51, 77, 102, 128, rule.sixth_threshold, 179, 204, 230, 255}) {
    passing.emplace_back(lesser >= threshold);
  }
  const cv::Mat level = connected_levels(passing, rule);
  std::int64_t sum = 0;
  for_each_pixel(region, [&](int y, int x) {
    sum += std::abs(disconnection(at(predicted, y, x), at(level, y, x)) -
                    disconnection(at(truth, y, x), at(level, y, x)));
  });
  return sum;
}

double grad(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region,
            const GradRule& rule) {
  const Taps taps = taps_for(rule);
  const cv::Mat p = opacities(predicted, rule.stretch);
  const cv::Mat g = opacities(truth, rule.stretch);
  double sum = 0;
  for_each_pixel(region, [&](int y, int x) {
    const double difference =
        amplitude(p, y, x, taps, rule.thirteen_taps) - amplitude(g, y, x, taps, rule.thirteen_taps);
    sum += difference * difference;
  });
  return sum;
}

double sum_of_absolute(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region) {
  double sum = 0;
  for_each_pixel(region, [&](int y, int x) {
    sum += std::abs(value_at(predicted, y, x) - value_at(truth, y, x));
  });
  return sum;
}

double sum_of_squares(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region) {
  double sum = 0;
  for_each_pixel(region, [&](int y, int x) {
    sum += std::pow(value_at(predicted, y, x) - value_at(truth, y, x), 2);
  });
  return sum;
}

double conn_of_floats(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& region,
                      const ConnRule& rule, bool in_double) {
  std::vector<cv::Mat> passing;
  for (int i = 1; i <= 10; ++i) {
    cv::Mat mask(truth.size(), CV_8UC1, cv::Scalar(0));
    for_each_pixel(mask == 0, [&](int y, int x) {
      const float lesser = std::min(predicted.at<float>(y, x), truth.at<float>(y, x));
      const double step = i * 0.1;
      const bool passes =
          in_double ? static_cast<double>(lesser) >= step : lesser >= static_cast<float>(step);
      mask.at<std::uint8_t>(y, x) = passes ? 255 : 0;
    });
    passing.push_back(mask);
  }
  const cv::Mat level = connected_levels(passing, rule);
  const auto phi = [&](const cv::Mat& alpha, int y, int x) {
    const double d = value_at(alpha, y, x) - 0.1 * at(level, y, x);
    return d >= 0.15 ? 1 - d : 1;
  };
  double sum = 0;
  for_each_pixel(region,
                 [&](int y, int x) { sum += std::abs(phi(predicted, y, x) - phi(truth, y, x)); });
  return sum;
}

cv::Mat where(const cv::Mat& trimap, int value) { return trimap == value; }

}  // namespace mbench::oracle
