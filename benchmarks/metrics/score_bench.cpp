#include "core/filesystem.h"
#include "core/image_io.h"
#include "core/large_pages.h"
#include "metrics/score_card.h"

#include "benchmarks/metrics/hair_matte.h"

#include <benchmark/benchmark.h>
#include <opencv2/imgcodecs.hpp>

#include <vector>

namespace mbench {
namespace {

/// As the program does at its start; page faults would be most of what is measured.
[[maybe_unused]] const bool with_large_pages = [] {
  use_large_pages_everywhere();
  return true;
}();

/// As tools save mattes: zlib's usual level and strategy, filters chosen row by row.
void save(const fs::path& path, const cv::Mat& pixels) {
  const std::vector<int> usual{cv::IMWRITE_PNG_COMPRESSION, 6, cv::IMWRITE_PNG_STRATEGY,
                               cv::IMWRITE_PNG_STRATEGY_DEFAULT};
  cv::imwrite(path.string(), pixels, usual);
}

/// Prediction, truth and trimap on disk.
class SavedMatte {
 public:
  explicit SavedMatte(const MatteSample& sample) {
    save(predicted(), sample.predicted);
    save(truth(), sample.truth);
    save(trimap(), sample.trimap);
  }
  fs::path predicted() const { return folder_.path() / "predicted.png"; }
  fs::path truth() const { return folder_.path() / "truth.png"; }
  fs::path trimap() const { return folder_.path() / "trimap.png"; }

 private:
  TemporaryFolder folder_;
};

/// What one image costs `mbench score`: three files decoded, four metrics.
void decode_and_score(benchmark::State& state) {
  const SavedMatte files(
      hair_matte({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))}));
  for (auto _ : state) {
    const Alpha predicted = read_alpha(files.predicted()).picture;
    const Alpha truth = read_alpha(files.truth()).picture;
    const Trimap trimap = read_trimap(files.trimap()).picture;
    benchmark::DoNotOptimize(score("matlab", predicted, truth, &trimap));
  }
}
BENCHMARK(decode_and_score)
    ->ArgNames({"width", "height"})
    ->Args({2048, 2048})
    ->Args({4872, 6017})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

/// The decoding alone, as OpenCV does it.
void decode_by_opencv(benchmark::State& state) {
  const SavedMatte files(
      hair_matte({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))}));
  for (auto _ : state) {
    for (const fs::path& path : {files.predicted(), files.truth(), files.trimap()}) {
      benchmark::DoNotOptimize(cv::imread(path.string(), cv::IMREAD_UNCHANGED).data);
    }
  }
}
BENCHMARK(decode_by_opencv)
    ->ArgNames({"width", "height"})
    ->Args({4872, 6017})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

/// Each convention on a matte of 2048 x 2048 pixels; the argument is its place in the list.
void convention_on_hair(benchmark::State& state) {
  const ConventionInfo& convention = conventions()[static_cast<std::size_t>(state.range(0))];
  const MatteSample sample = hair_matte({2048, 2048});
  const Alpha predicted(sample.predicted);
  const Alpha truth(sample.truth);
  const Trimap trimap(sample.trimap);
  ScoreOptions options;
  options.keep_known = true;
  for (auto _ : state) {
    benchmark::DoNotOptimize(score(convention.name, predicted, truth, &trimap, options));
  }
  state.SetLabel(convention.name);
}
BENCHMARK(convention_on_hair)
    ->DenseRange(0, static_cast<int>(conventions().size()) - 1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

/// The same of a float prediction that is not quantised.
void convention_on_floats(benchmark::State& state) {
  const ConventionInfo& convention = conventions()[static_cast<std::size_t>(state.range(0))];
  const MatteSample sample = hair_matte({2048, 2048});
  const Alpha predicted = to_float(Alpha(sample.predicted));
  const Alpha truth(sample.truth);
  const Trimap trimap(sample.trimap);
  ScoreOptions options;
  options.keep_known = true;
  options.quantisation = Quantisation::none;
  for (auto _ : state) {
    benchmark::DoNotOptimize(score(convention.name, predicted, truth, &trimap, options));
  }
  state.SetLabel(convention.name);
}
BENCHMARK(convention_on_floats)
    ->DenseRange(0, static_cast<int>(conventions().size()) - 1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace mbench
