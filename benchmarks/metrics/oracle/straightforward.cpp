#include "benchmarks/metrics/oracle/straightforward.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

namespace mbench::oracle {
namespace {

int at(const cv::Mat& picture, int y, int x) { return picture.at<std::uint8_t>(y, x); }

/// Calls `use(y, x)` for every pixel of the region.
template <typename Use>
void for_each_pixel(const cv::Mat& region, Use use) {
  for (int y = 0; y < region.rows; ++y) {
    for (int x = 0; x < region.cols; ++x) {
      if (at(region, y, x) != 0) use(y, x);
    }
  }
}

/// The 4-connected component of `inside` that holds (y0, x0), as pixels; takes them out.
std::vector<cv::Point> take_component(cv::Mat& inside, int y0, int x0) {
  std::vector<cv::Point> pixels{{x0, y0}};
  inside.at<std::uint8_t>(y0, x0) = 0;
  for (std::size_t next = 0; next < pixels.size(); ++next) {
    const cv::Point here = pixels[next];
    for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
      const int x = here.x + dx;
      const int y = here.y + dy;
      if (x < 0 || y < 0 || x >= inside.cols || y >= inside.rows || at(inside, y, x) == 0) continue;
      inside.at<std::uint8_t>(y, x) = 0;
      pixels.emplace_back(x, y);
    }
  }
  return pixels;
}

/// The largest component of `inside`; of equal ones the first found in scan order.
std::vector<cv::Point> largest_component(cv::Mat inside, bool by_column) {
  std::vector<cv::Point> largest;
  const int outer = by_column ? inside.cols : inside.rows;
  const int inner = by_column ? inside.rows : inside.cols;
  for (int i = 0; i < outer; ++i) {
    for (int j = 0; j < inner; ++j) {
      const int y = by_column ? j : i;
      const int x = by_column ? i : j;
      if (at(inside, y, x) == 0) continue;
      std::vector<cv::Point> component = take_component(inside, y, x);
      if (component.size() > largest.size()) largest = std::move(component);
    }
  }
  return largest;
}

/// 10 l of every pixel.
cv::Mat levels_of_connection(const cv::Mat& lesser, const ConnRule& rule) {
  const std::array<int, 10> thresholds{26,  51,  77,  102, 128, rule.sixth_threshold,
                                       179, 204, 230, 255};
  cv::Mat level(lesser.size(), CV_8UC1, cv::Scalar(10));
  cv::Mat undefined(lesser.size(), CV_8UC1, cv::Scalar(255));
  for (int i = 0; i < 10; ++i) {
    const cv::Mat passing = lesser >= thresholds[static_cast<std::size_t>(i)];
    const int passed = cv::countNonZero(passing);
    if (passed == 0 && rule.skip_empty) continue;
    const std::vector<cv::Point> largest = largest_component(passing.clone(), rule.ties_by_column);
    cv::Mat kept(lesser.size(), CV_8UC1, cv::Scalar(0));
    for (const cv::Point& pixel : largest) kept.at<std::uint8_t>(pixel) = 255;
    const auto below = lesser.total() - static_cast<std::size_t>(passed);
    if (rule.background_competes && below >= largest.size()) kept = passing == 0;
    const cv::Mat ends = undefined & (kept == 0);
    level.setTo(cv::Scalar(i), ends);
    undefined.setTo(cv::Scalar(0), ends);
  }
  return level;
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
      const double value = at(picture, inside_border(y + j, picture.rows, mirrored),
                              inside_border(x + i, picture.cols, mirrored));
      const auto row = static_cast<std::size_t>(j + taps.radius);
      const auto column = static_cast<std::size_t>(i + taps.radius);
      across += taps.smooth[row] * taps.slope[column] * value;
      down += taps.slope[row] * taps.smooth[column] * value;
    }
  }
  return std::sqrt(across * across + down * down);
}

double scale_of(const cv::Mat& picture, bool stretch) {
  if (!stretch) return 1.0 / 255;
  double low = 0;
  double high = 0;
  cv::minMaxLoc(picture, &low, &high);
  return high > low ? 1 / (high - low) : 0;
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
  const cv::Mat level = levels_of_connection(cv::min(predicted, truth), rule);
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
  const double predicted_scale = scale_of(predicted, rule.stretch);
  const double truth_scale = scale_of(truth, rule.stretch);
  double sum = 0;
  for_each_pixel(region, [&](int y, int x) {
    const double difference =
        predicted_scale * amplitude(predicted, y, x, taps, rule.thirteen_taps) -
        truth_scale * amplitude(truth, y, x, taps, rule.thirteen_taps);
    sum += difference * difference;
  });
  return sum;
}

cv::Mat where(const cv::Mat& trimap, int value) { return trimap == value; }

}  // namespace mbench::oracle
