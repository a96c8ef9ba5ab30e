#include "metrics/byte_errors.h"

#include "core/thread_team.h"
#include "metrics/disconnection_sum.h"
#include "metrics/level_sweep.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

namespace mbench {
namespace {

struct Pictures {
  const cv::Mat& predicted;
  const cv::Mat& truth;
  const cv::Mat* trimap;
};

/// Several for a thread, as one half of a matte may have all the hair.
int bands_of(int height, int threads) {
  constexpr int kBandsOfAThread = 2;
  return threads == 1 ? 1 : std::min(kBandsOfAThread * threads, height);
}

/// First row of part `i` of `count`.
int part_begin(int height, int i, int count) {
  return static_cast<int>(static_cast<std::int64_t>(height) * i / count);
}

/// Fills `region` and `cells` for rows `begin` to `end` - 1.
SweepSums sweep_band(const Pictures& pictures, const ByteErrorRules& rules, int begin, int end,
                     std::uint64_t* region, LevelCells& cells) {
  const LevelTable table(rules.sixth_threshold);
  const int width = pictures.truth.cols;
  SweepSums sums;
  for (int y = begin; y < end; ++y) {
    const SweepRow row{pictures.predicted.ptr(y), pictures.truth.ptr(y),
                       pictures.trimap == nullptr ? nullptr : pictures.trimap->ptr(y), width};
    sweep_row(row, rules.region, table, cells.next_row(),
              region + static_cast<std::size_t>(y) * words_of(width), sums);
    if (rules.with_connectivity) cells.add_row();
  }
  return sums;
}

std::int64_t connectivity(const Pictures& pictures, const ByteErrorRules& rules,
                          const std::uint64_t* region, std::vector<LevelCells>& bands,
                          ThreadTeam& team) {
  const FinalLevel final_level = connect(bands, rules.connection, team);
  const int count = static_cast<int>(bands.size());
  std::vector<std::int64_t> sums(bands.size());
  team.each(bands.size(), [&](std::size_t b) {
    const int begin = part_begin(pictures.truth.rows, static_cast<int>(b), count);
    for (int y = 0; y < bands[b].height(); ++y) {
      sums[b] += disconnection_sum(pictures.predicted.ptr(begin + y), pictures.truth.ptr(begin + y),
                                   region + static_cast<std::size_t>(begin + y) * bands[b].words(),
                                   bands[b], y, final_level);
    }
  });
  return std::accumulate(sums.begin(), sums.end(), std::int64_t{0});
}

double stretch_of(const Extremes& extremes) {
  return extremes.high > extremes.low ? 1.0 / (extremes.high - extremes.low) : 0.0;
}

GradientJob gradient_job(const Pictures& pictures, const ByteErrorRules& rules,
                         const SweepSums& sums, const std::uint64_t* region) {
  const auto picture = [&](const cv::Mat& alpha, const Extremes& extremes) {
    GradientPicture result;
    result.bytes = alpha.ptr();
    result.stride = alpha.step[0];
    result.scale = rules.stretch ? stretch_of(extremes) : 1.0 / 255;
    return result;
  };
  GradientJob job;
  job.predicted = picture(pictures.predicted, sums.predicted.all());
  job.truth = picture(pictures.truth, sums.truth.all());
  job.width = pictures.truth.cols;
  job.height = pictures.truth.rows;
  job.region = region;
  job.region_stride = words_of(job.width);
  job.taps = gradient_taps(rules.filter);
  return job;
}

}  // namespace

ByteErrors byte_errors(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat* trimap,
                       const ByteErrorRules& rules, int threads) {
  const Pictures pictures{predicted, truth, trimap};
  ThreadTeam team(threads);
  const auto region = std::make_unique_for_overwrite<std::uint64_t[]>(
      words_of(truth.cols) * static_cast<std::size_t>(truth.rows));
  const int count = bands_of(truth.rows, team.threads());
  std::vector<LevelCells> bands;
  for (int i = 0; i < count; ++i) {
    bands.emplace_back(truth.cols);
    if (rules.with_connectivity) {
      bands.back().expect_rows(part_begin(truth.rows, i + 1, count) -
                               part_begin(truth.rows, i, count));
    }
  }
  std::vector<SweepSums> parts(bands.size());
  team.each(bands.size(), [&](std::size_t b) {
    const int i = static_cast<int>(b);
    parts[b] = sweep_band(pictures, rules, part_begin(truth.rows, i, count),
                          part_begin(truth.rows, i + 1, count), region.get(), bands[b]);
  });
  SweepSums sums;
  for (const SweepSums& part : parts) sums.add(part);

  ByteErrors errors{sums.pixels, sums.sad_x255, sums.mse_x65025, 0, 0};
  if (sums.pixels == 0) return errors;
  // Thresholds come one after the other, and bands are not alike: threads wait for each other in
  // connectivity, and filter meanwhile.
  std::optional<GradientError> gradient;
  if (rules.with_gradient) {
    gradient.emplace(gradient_job(pictures, rules, sums, region.get()), team);
  }
  if (rules.with_connectivity) {
    errors.conn_x510 = connectivity(pictures, rules, region.get(), bands, team);
  }
  if (gradient) errors.gradient = gradient->finish();
  return errors;
}

}  // namespace mbench
