#include "metrics/real_errors.h"

#include "core/thread_team.h"
#include "metrics/level_cells.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace mbench {
namespace {

struct Pictures {
  const cv::Mat& predicted;
  const cv::Mat& truth;
  const cv::Mat* trimap;
};

/// 1 for each pixel of a row that is in the region, else 0.
void mark_row(const Pictures& pictures, RegionKind kind, int y, std::vector<std::uint8_t>& inside) {
  const float* const p = pictures.predicted.ptr<float>(y);
  const float* const g = pictures.truth.ptr<float>(y);
  const std::uint8_t* const t = pictures.trimap == nullptr ? nullptr : pictures.trimap->ptr(y);
  const auto mark = [&](auto counts) {
    for (std::size_t x = 0; x < inside.size(); ++x) inside[x] = counts(x) ? 1 : 0;
  };
  switch (kind) {
    case RegionKind::unknown:
      return mark([=](std::size_t x) { return t[x] == 128; });
    case RegionKind::foreground:
      return mark([=](std::size_t x) { return t[x] == 255; });
    case RegionKind::background:
      return mark([=](std::size_t x) { return t[x] == 0; });
    case RegionKind::detail:
      return mark([=](std::size_t x) { return t[x] != 0; });
    case RegionKind::either:
      return mark([=](std::size_t x) { return std::max(p[x], g[x]) > 0; });
    case RegionKind::whole:
      return mark([](std::size_t) { return true; });
  }
}

/// One bit a pixel, as in level_sweep.h.
std::vector<std::uint64_t> region_bits(const Pictures& pictures, RegionKind kind) {
  const int width = pictures.truth.cols;
  std::vector<std::uint64_t> region(words_of(width) *
                                    static_cast<std::size_t>(pictures.truth.rows));
  std::vector<std::uint8_t> inside(static_cast<std::size_t>(width));
  for (int y = 0; y < pictures.truth.rows; ++y) {
    std::uint64_t* const row = region.data() + static_cast<std::size_t>(y) * words_of(width);
    mark_row(pictures, kind, y, inside);
    for (std::size_t x = 0; x < inside.size(); ++x) {
      row[x / 64] |= static_cast<std::uint64_t>(inside[x]) << (x % 64);
    }
  }
  return region;
}

/// Calls `use(x)` for each pixel of a row of the region.
template <typename Use>
void for_each_inside(const std::vector<std::uint64_t>& region, std::size_t words, int y, Use use) {
  const std::uint64_t* const row = region.data() + static_cast<std::size_t>(y) * words;
  for (std::size_t word = 0; word < words; ++word) {
    for (std::uint64_t bits = row[word]; bits != 0; bits &= bits - 1) {
      use(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

/// How many of the ten thresholds an opacity reaches.
class Thresholds {
 public:
  explicit Thresholds(bool double_precision) {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      // 0.1 i, not i / 10: that is how the reference steps.
      const double step = 0.1 * static_cast<double>(i + 1);
      steps_[i] = static_cast<float>(step);
      // The least float that reaches the step in double precision.
      const bool falls_short = static_cast<double>(steps_[i]) < step;
      if (double_precision && falls_short) steps_[i] = std::nextafter(steps_[i], 2.0F);
    }
  }
  void write_levels(const float* p, const float* g, std::size_t count, std::uint8_t* levels) const {
    std::fill_n(levels, count, std::uint8_t{0});
    for (const float step : steps_) {
      for (std::size_t x = 0; x < count; ++x) {
        levels[x] = static_cast<std::uint8_t>(levels[x] + (std::min(p[x], g[x]) >= step ? 1 : 0));
      }
    }
  }

 private:
  std::array<float, 10> steps_;
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
    thresholds.write_levels(pictures.predicted.ptr<float>(y), pictures.truth.ptr<float>(y),
                            static_cast<std::size_t>(pictures.truth.cols), cells.next_row());
    cells.add_row();
  }
  const FinalLevel final_level = connect(bands, rules.shared.connection, team);
  double sum = 0;
  for (int y = 0; y < pictures.truth.rows; ++y) {
    const float* const p = pictures.predicted.ptr<float>(y);
    const float* const g = pictures.truth.ptr<float>(y);
    for_each_inside(region, cells.words(), y, [&](std::size_t x) {
      const std::uint8_t level = final_level(cells.both(y, x));
      sum += std::abs(disconnection(static_cast<double>(p[x]), level) -
                      disconnection(static_cast<double>(g[x]), level));
    });
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
  const std::vector<std::uint64_t> region = region_bits(pictures, rules.shared.region);
  RealErrors errors;
  for (int y = 0; y < truth.rows; ++y) {
    const float* const p = predicted.ptr<float>(y);
    const float* const g = truth.ptr<float>(y);
    for_each_inside(region, words_of(truth.cols), y, [&](std::size_t x) {
      const double difference = static_cast<double>(p[x]) - static_cast<double>(g[x]);
      ++errors.pixels;
      errors.absolute += std::abs(difference);
      errors.squared += difference * difference;
    });
  }
  if (rules.shared.with_connectivity) {
    errors.connected = connectivity(pictures, rules, region, team);
  }
  if (rules.shared.with_gradient) {
    errors.gradient = gradient(pictures, rules.shared, region, team);
  }
  return errors;
}

}  // namespace mbench
