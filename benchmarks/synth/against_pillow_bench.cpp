// The resampler against Pillow's own, as Debian ships it, in one run and on one core, by processor
// time. Beside the ratio stands the one that was published for Pillow-SIMD.

#include <benchmark/benchmark.h>

#include <ctime>
#include <iterator>
#include <string>

#include <opencv2/core.hpp>

#include "benchmarks/synth/python_script.h"
#include "synth/pillow_resize.h"

namespace {

using namespace mbench;

struct Case {
  const char* filter_name;
  PillowFilter filter;
  cv::Size from, to;
  /// How many times faster than Pillow 7.0.0 was Pillow-SIMD 7.0.0.post3 with AVX2:
  /// python-pillow/pillow-perf at cb401eb, docs/src/data/c5.large.txt (AWS c5.large). 0: not
  /// measured there.
  double published;
};

const cv::Size kTheirs(2560, 1600);  // the picture of pillow-perf
const Case kCases[] = {
    {"bicubic", PillowFilter::bicubic, {500, 375}, {2047, 1536}, 0},  // a background
    {"bicubic", PillowFilter::bicubic, kTheirs, {5478, 3424}, 3.37},
    {"bicubic", PillowFilter::bicubic, kTheirs, {2048, 1280}, 5.79},
    {"bicubic", PillowFilter::bicubic, kTheirs, {320, 200}, 7.77},
    {"bicubic", PillowFilter::bicubic, kTheirs, {26, 16}, 7.00},
    {"bilinear", PillowFilter::bilinear, kTheirs, {5478, 3424}, 2.89},
    {"bilinear", PillowFilter::bilinear, kTheirs, {320, 200}, 7.63},
    {"lanczos", PillowFilter::lanczos, kTheirs, {5478, 3424}, 3.66},
    {"lanczos", PillowFilter::lanczos, kTheirs, {320, 200}, 6.63},
};

void resize_against_pillow(benchmark::State& state) {
  cv::setNumThreads(1);
  const Case& c = kCases[state.range(0)];
  state.SetLabel(std::string(c.filter_name) + " " + std::to_string(c.from.width) + "x" +
                 std::to_string(c.from.height) + " to " + std::to_string(c.to.width) + "x" +
                 std::to_string(c.to.height));
  const ScriptResult theirs = run_script(
      "pillow_resize.py", {std::to_string(c.from.width), std::to_string(c.from.height),
                           std::to_string(c.to.width), std::to_string(c.to.height), c.filter_name});
  if (!theirs.has_run) return state.SkipWithError(theirs.text.c_str());
  cv::Mat pixels(c.from, CV_8UC3);
  cv::RNG(1).fill(pixels, cv::RNG::UNIFORM, 0, 256);
  const std::clock_t start = std::clock();
  for (auto unused : state) {
    benchmark::DoNotOptimize(pillow_resize(pixels, c.to, c.filter).data);
  }
  const double ours_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC /
                        static_cast<double>(state.iterations());
  state.counters["pillow_ms"] = 1e3 * std::stod(theirs.text);
  state.counters["times_faster"] = std::stod(theirs.text) / ours_s;
  state.counters["pillow_simd"] = c.published;
}

BENCHMARK(resize_against_pillow)
    ->DenseRange(0, std::size(kCases) - 1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
