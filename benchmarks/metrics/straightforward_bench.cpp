#include "benchmarks/metrics/oracle/straightforward.h"

#include "benchmarks/metrics/hair_matte.h"

#include <benchmark/benchmark.h>

namespace mbench {
namespace {

/// The same four figures by the plain implementation.
void plain_all_four_on_hair(benchmark::State& state) {
  const MatteSample sample =
      hair_matte({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))});
  const cv::Mat region = oracle::where(sample.trimap, 128);
  for (auto _ : state) {
    benchmark::DoNotOptimize(oracle::sad_x255(sample.predicted, sample.truth, region));
    benchmark::DoNotOptimize(oracle::mse_x65025(sample.predicted, sample.truth, region));
    benchmark::DoNotOptimize(oracle::grad(sample.predicted, sample.truth, region, {}));
    benchmark::DoNotOptimize(oracle::conn_x510(sample.predicted, sample.truth, region, {}));
  }
}
BENCHMARK(plain_all_four_on_hair)
    ->ArgNames({"width", "height"})
    ->Args({1024, 1024})
    ->Args({2048, 2048})
    ->Args({4872, 6017})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

}  // namespace
}  // namespace mbench
