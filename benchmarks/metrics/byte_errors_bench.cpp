#include "metrics/byte_errors.h"

#include "benchmarks/metrics/hair_matte.h"

#include <benchmark/benchmark.h>

namespace mbench {
namespace {

void measure(benchmark::State& state, const MatteSample& sample, int threads) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        byte_errors(sample.predicted, sample.truth, &sample.trimap, {}, threads));
  }
  state.counters["ns_per_pixel"] = benchmark::Counter(
      1e-9 * static_cast<double>(sample.truth.total()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// All four metrics of a matte with hair; arguments: width, height, threads.
void all_four_on_hair(benchmark::State& state) {
  const cv::Size size(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  measure(state, hair_matte(size), static_cast<int>(state.range(2)));
}
BENCHMARK(all_four_on_hair)
    ->ArgNames({"width", "height", "threads"})
    ->Args({1024, 1024, 1})
    ->Args({2048, 2048, 1})
    ->Args({4872, 6017, 1})
    ->Args({4872, 6017, 2})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void all_four_on_noise(benchmark::State& state) {
  measure(state, noise_matte({2048, 2048}), static_cast<int>(state.range(0)));
}
BENCHMARK(all_four_on_noise)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace mbench
