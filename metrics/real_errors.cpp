#include "metrics/real_errors.h"

#include "core/thread_team.h"
#include "metrics/level_cells.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace mbench {
namespace {

struct Pictures {
  const cv::Mat& predicted;
  const cv::Mat& truth;
  const cv::Mat* trimap;
};

bool is_inside(const Pictures& pictures, RegionKind kind, int y, int x) {
  switch (kind) {
    case RegionKind::unknown:
      return pictures.trimap->at<std::uint8_t>(y, x) == 128;
    case RegionKind::foreground:
      return pictures.trimap->at<std::uint8_t>(y, x) == 255;
    case RegionKind::background:
      return pictures.trimap->at<std::uint8_t>(y, x) == 0;
    case RegionKind::detail:
      return pictures.trimap->at<std::uint8_t>(y, x) > 0;
    case RegionKind::either:
      return pictures.predicted.at<float>(y, x) > 0 || pictures.truth.at<float>(y, x) > 0;
    case RegionKind::whole:
      break;
  }
  return true;
}

/// One bit a pixel, as in level_sweep.h.
std::vector<std::uint64_t> region_bits(const Pictures& pictures, RegionKind kind) {
  const int width = pictures.truth.cols;
  std::vector<std::uint64_t> region(words_of(width) *
                                    static_cast<std::size_t>(pictures.truth.rows));
  for (int y = 0; y < pictures.truth.rows; ++y) {
    std::uint64_t* const row = region.data() + static_cast<std::size_t>(y) * words_of(width);
    for (int x = 0; x < width; ++x) {
      const auto bit = static_cast<std::uint64_t>(is_inside(pictures, kind, y, x));
      row[x / 64] |= bit << (x % 64);
    }
  }
  return region;
}

/// How many of the ten thresholds an opacity reaches.
class Thresholds {
 public:
  explicit Thresholds(bool double_precision) : double_precision_(double_precision) {
    // 0.1 i, not i / 10: that is how the reference steps.
    for (std::size_t i = 0; i < steps_.size(); ++i) steps_[i] = 0.1 * static_cast<double>(i + 1);
  }
  std::uint8_t level(float opacity) const {
    std::uint8_t level = 0;
    for (const double step : steps_) {
      const bool reached = double_precision_ ? static_cast<double>(opacity) >= step
                                             : opacity >= static_cast<float>(step);
      if (reached) ++level;
    }
    return level;
  }

 private:
  bool double_precision_;
  std::array<double, 10> steps_;
};

double disconnection(double opacity, std::uint8_t level) {
  const double distance = opacity - 0.1 * level;
  return distance >= 0.15 ? distance : 0;
}

double connectivity(const Pictures& pictures, const RealErrorRules& rules,
                    const std::vector<std::uint64_t>& region, ThreadTeam& team) {
  const Thresholds thresholds(rules.double_precision);
  std::vector<LevelCells> bands;
  LevelCells& cells = bands.emplace_back(pictures.truth.cols);
  for (int y = 0; y < pictures.truth.rows; ++y) {
    std::uint8_t* const levels = cells.next_row();
    for (int x = 0; x < pictures.truth.cols; ++x) {
      levels[x] = thresholds.level(
          std::min(pictures.predicted.at<float>(y, x), pictures.truth.at<float>(y, x)));
    }
    cells.add_row();
  }
  const FinalLevel final_level = connect(bands, rules.shared.connection, team);
  double sum = 0;
  for (int y = 0; y < pictures.truth.rows; ++y) {
    const std::uint64_t* const bits = region.data() + static_cast<std::size_t>(y) * cells.words();
    for (int x = 0; x < pictures.truth.cols; ++x) {
      if ((bits[x / 64] >> (x % 64) & 1) == 0) continue;
      const std::uint8_t level = final_level(cells.both(y, static_cast<std::size_t>(x)));
      sum +=
          std::abs(disconnection(static_cast<double>(pictures.predicted.at<float>(y, x)), level) -
                   disconnection(static_cast<double>(pictures.truth.at<float>(y, x)), level));
    }
  }
  return sum;
}

GradientPicture gradient_picture(const cv::Mat& alpha, bool stretch) {
  GradientPicture picture;
  picture.floats = alpha.ptr<float>();
  picture.stride = alpha.step1();
  if (stretch) {
    double low = 0;
    double high = 0;
    cv::minMaxIdx(alpha, &low, &high);
    picture.scale = high > low ? 1 / (high - low) : 0;
  }
  return picture;
}

double gradient(const Pictures& pictures, const ByteErrorRules& rules,
                const std::vector<std::uint64_t>& region, ThreadTeam& team) {
  GradientJob job;
  job.predicted = gradient_picture(pictures.predicted, rules.stretch);
  job.truth = gradient_picture(pictures.truth, rules.stretch);
  job.width = pictures.truth.cols;
  job.height = pictures.truth.rows;
  job.region = region.data();
  job.region_stride = words_of(job.width);
  job.taps = gradient_taps(rules.filter);
  return gradient_error(job, team);
}

}  // namespace

RealErrors real_errors(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat* trimap,
                       const RealErrorRules& rules, int threads) {
  const Pictures pictures{predicted, truth, trimap};
  ThreadTeam team(threads);
  RealErrors errors;
  for (int y = 0; y < truth.rows; ++y) {
    for (int x = 0; x < truth.cols; ++x) {
      if (!is_inside(pictures, rules.shared.region, y, x)) continue;
      const double difference = static_cast<double>(predicted.at<float>(y, x)) -
                                static_cast<double>(truth.at<float>(y, x));
      ++errors.pixels;
      errors.absolute += std::abs(difference);
      errors.squared += difference * difference;
    }
  }
  const std::vector<std::uint64_t> region = region_bits(pictures, rules.shared.region);
  if (rules.shared.with_connectivity) {
    errors.connected = connectivity(pictures, rules, region, team);
  }
  if (rules.shared.with_gradient) {
    errors.gradient = gradient(pictures, rules.shared, region, team);
  }
  return errors;
}

}  // namespace mbench
