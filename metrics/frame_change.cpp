#include "metrics/frame_change.h"

#include "core/error.h"

#include <fmt/format.h>

#include <cstdint>

namespace mbench {
namespace {

double sum_of_bytes(const ScoreInput& previous, const ScoreInput& current) {
  std::int64_t sum = 0;
  for (int y = 0; y < current.truth.rows; ++y) {
    const std::uint8_t* const p = current.predicted.ptr(y);
    const std::uint8_t* const g = current.truth.ptr(y);
    const std::uint8_t* const p_before = previous.predicted.ptr(y);
    const std::uint8_t* const g_before = previous.truth.ptr(y);
    for (int x = 0; x < current.truth.cols; ++x) {
      const int change = (p[x] - p_before[x]) - (g[x] - g_before[x]);
      sum += change * change;
    }
  }
  return static_cast<double>(sum) / 65025;
}

double sum_of_floats(const ScoreInput& previous, const ScoreInput& current) {
  double sum = 0;
  for (int y = 0; y < current.truth.rows; ++y) {
    for (int x = 0; x < current.truth.cols; ++x) {
      const auto at = [&](const cv::Mat& alpha) {
        return static_cast<double>(alpha.at<float>(y, x));
      };
      const double change = (at(current.predicted) - at(previous.predicted)) -
                            (at(current.truth) - at(previous.truth));
      sum += change * change;
    }
  }
  return sum;
}

ScoreInput as_floats(const ScoreInput& input) {
  if (!input.is_bytes()) return input;
  return {opacities(input.predicted), opacities(input.truth)};
}

}  // namespace

double mean_squared_change(const ScoreInput& previous, const ScoreInput& current) {
  const cv::Size before = previous.truth.size();
  const cv::Size now = current.truth.size();
  if (before != now) {
    throw DataError(fmt::format("a frame is {}x{} but the one before is {}x{}", now.width,
                                now.height, before.width, before.height),
                    "frames of one sequence have one size");
  }
  const double sum = previous.is_bytes() && current.is_bytes()
                         ? sum_of_bytes(previous, current)
                         : sum_of_floats(as_floats(previous), as_floats(current));
  return sum / static_cast<double>(current.truth.total());
}

}  // namespace mbench
