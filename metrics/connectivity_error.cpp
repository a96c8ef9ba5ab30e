#include "metrics/connectivity_error.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <cstdlib>
#include <vector>

namespace mbench {
namespace {

constexpr std::array<int, 10> kThresholds{26, 51, 77, 102, 128, 153, 179, 204, 230, 255};

/// Label of the component whose first pixel comes first column by column.
int earliest_by_column(const cv::Mat& labels, const std::vector<int>& candidates) {
  if (candidates.size() == 1) return candidates.front();
  for (int x = 0; x < labels.cols; ++x) {
    for (int y = 0; y < labels.rows; ++y) {
      const int label = labels.at<int>(y, x);
      for (const int candidate : candidates) {
        if (label == candidate) return label;
      }
    }
  }
  return candidates.front();
}

/// 255 on the largest component of `inside`.
cv::Mat largest_component(const cv::Mat& inside) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(inside, labels, stats, centres, 4, CV_32S);
  int size = 0;
  std::vector<int> largest;
  for (int label = 1; label < count; ++label) {
    const int area = stats.at<int>(label, cv::CC_STAT_AREA);
    if (area < size) continue;
    if (area > size) largest.clear();
    size = area;
    largest.push_back(label);
  }
  if (largest.empty()) return cv::Mat(inside.size(), CV_8UC1, cv::Scalar(0));
  return labels == earliest_by_column(labels, largest);
}

int disconnection(int value, int level) {
  const int distance = 2 * value - 51 * level;
  return 2 * distance >= 153 ? distance : 0;
}

}  // namespace

std::int64_t connectivity_error_x510(const cv::Mat& predicted, const cv::Mat& truth,
                                     const cv::Mat& region) {
  const cv::Mat lesser = cv::min(predicted, truth);
  cv::Mat level(lesser.size(), CV_8UC1, cv::Scalar(0));
  cv::Mat connected(lesser.size(), CV_8UC1, cv::Scalar(255));
  for (const int threshold : kThresholds) {
    connected &= largest_component(lesser >= threshold);
    level += connected & 1;
  }
  std::int64_t sum = 0;
  for (int y = 0; y < region.rows; ++y) {
    for (int x = 0; x < region.cols; ++x) {
      if (region.at<std::uint8_t>(y, x) == 0) continue;
      const int l = level.at<std::uint8_t>(y, x);
      sum += std::abs(disconnection(predicted.at<std::uint8_t>(y, x), l) -
                      disconnection(truth.at<std::uint8_t>(y, x), l));
    }
  }
  return sum;
}

}  // namespace mbench
