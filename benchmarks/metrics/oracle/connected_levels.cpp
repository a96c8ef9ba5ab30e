#include "benchmarks/metrics/oracle/connected_levels.h"

#include <opencv2/core.hpp>

#include <utility>

namespace mbench::oracle {
namespace {

int at(const cv::Mat& picture, int y, int x) { return picture.at<std::uint8_t>(y, x); }

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

}  // namespace

cv::Mat connected_levels(const std::vector<cv::Mat>& passing, const ConnRule& rule) {
  const cv::Size size = passing.front().size();
  cv::Mat level(size, CV_8UC1, cv::Scalar(10));
  cv::Mat undefined(size, CV_8UC1, cv::Scalar(255));
  for (std::size_t i = 0; i < passing.size(); ++i) {
    const int passed = cv::countNonZero(passing[i]);
    if (passed == 0 && rule.skip_empty) continue;
    const std::vector<cv::Point> largest =
        largest_component(passing[i].clone(), rule.ties_by_column);
    cv::Mat kept(size, CV_8UC1, cv::Scalar(0));
    for (const cv::Point& pixel : largest) kept.at<std::uint8_t>(pixel) = 255;
    const auto below = passing[i].total() - static_cast<std::size_t>(passed);
    if (rule.background_competes && below >= largest.size()) kept = passing[i] == 0;
    const cv::Mat ends = undefined & (kept == 0);
    level.setTo(cv::Scalar(static_cast<double>(i)), ends);
    undefined.setTo(cv::Scalar(0), ends);
  }
  return level;
}

}  // namespace mbench::oracle
