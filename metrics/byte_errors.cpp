#include "metrics/byte_errors.h"

#include "metrics/disconnection_sum.h"
#include "metrics/level_sweep.h"
#include "metrics/parallel_bands.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace mbench {
namespace {

struct Pictures {
  const cv::Mat& predicted;
  const cv::Mat& truth;
  const cv::Mat* trimap;
};

/// Rows `begin` to `end` - 1 of the pictures, swept.
struct Band {
  Band(int width, int begin_, int end_) : begin(begin_), end(end_), tree(width) {}
  int begin;
  int end;
  SweepSums sums;
  ComponentTree tree;
};

void sweep_band(const Pictures& pictures, const ByteErrorRules& rules, std::uint64_t* region,
                Band& band) {
  const LevelTable table(rules.sixth_threshold);
  const int width = pictures.truth.cols;
  for (int y = band.begin; y < band.end; ++y) {
    const SweepRow row{pictures.predicted.ptr(y), pictures.truth.ptr(y),
                       pictures.trimap == nullptr ? nullptr : pictures.trimap->ptr(y), width};
    sweep_row(row, rules.region, table, band.tree.next_row(),
              region + static_cast<std::size_t>(y) * words_of(width), band.sums);
    if (rules.with_connectivity) band.tree.add_row();
  }
}

std::vector<Band> bands_of(cv::Size size, int threads) {
  const int count = std::clamp(threads, 1, size.height);
  std::vector<Band> bands;
  for (int i = 0; i < count; ++i) {
    const auto row = [&](int part) {
      return static_cast<int>(static_cast<std::int64_t>(size.height) * part / count);
    };
    bands.emplace_back(size.width, row(i), row(i + 1));
  }
  return bands;
}

std::int64_t connectivity(const Pictures& pictures, const std::uint64_t* region,
                          const ComponentTree& tree, int threads) {
  constexpr int kRows = 64;
  const int width = pictures.truth.cols;
  const int blocks = (tree.height() + kRows - 1) / kRows;
  std::vector<std::int64_t> sums(static_cast<std::size_t>(blocks));
  for_each_index(blocks, threads, [&](int block) {
    std::vector<std::uint8_t> levels(64 * words_of(width) + 64);
    for (int y = block * kRows; y < std::min((block + 1) * kRows, tree.height()); ++y) {
      const std::uint64_t* const bits = region + static_cast<std::size_t>(y) * words_of(width);
      tree.final_levels(y, bits, levels.data());
      sums[static_cast<std::size_t>(block)] += disconnection_sum(
          pictures.predicted.ptr(y), pictures.truth.ptr(y), bits, levels.data(), width);
    }
  });
  std::int64_t sum = 0;
  for (const std::int64_t part : sums) sum += part;
  return sum;
}

double stretch_of(const Extremes& extremes) {
  return extremes.high > extremes.low ? 1.0 / (extremes.high - extremes.low) : 0.0;
}

double gradient(const Pictures& pictures, const ByteErrorRules& rules, const SweepSums& sums,
                const std::uint64_t* region, int threads) {
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
  return gradient_error(job, threads);
}

}  // namespace

ByteErrors byte_errors(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat* trimap,
                       const ByteErrorRules& rules, int threads) {
  const Pictures pictures{predicted, truth, trimap};
  const std::size_t words = words_of(truth.cols) * static_cast<std::size_t>(truth.rows);
  const auto region = std::make_unique_for_overwrite<std::uint64_t[]>(words);
  std::vector<Band> bands = bands_of(truth.size(), threads);
  for_each_index(static_cast<int>(bands.size()), threads, [&](int i) {
    sweep_band(pictures, rules, region.get(), bands[static_cast<std::size_t>(i)]);
  });
  for (std::size_t i = 1; i < bands.size(); ++i) {
    bands[0].sums.add(bands[i].sums);
    if (rules.with_connectivity) bands[0].tree.append(std::move(bands[i].tree));
  }
  const SweepSums& sums = bands[0].sums;
  ByteErrors errors{sums.pixels, sums.sad_x255, sums.mse_x65025, 0, 0};
  if (sums.pixels == 0) return errors;
  if (rules.with_connectivity) {
    bands[0].tree.resolve(rules.connection);
    errors.conn_x510 = connectivity(pictures, region.get(), bands[0].tree, threads);
  }
  if (rules.with_gradient) {
    errors.gradient = gradient(pictures, rules, sums, region.get(), threads);
  }
  return errors;
}

}  // namespace mbench
