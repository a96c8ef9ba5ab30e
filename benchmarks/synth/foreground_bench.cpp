// Foregrounds of a photograph and of 29 megapixels; ms_per_megapixel is what to compare.

#include "synth/foreground_estimate.h"

#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/stopwatch.h"

namespace {

using namespace mbench;

/// A photograph's gradients and grain.
Image photograph(cv::Size size) {
  cv::Mat coarse(9, 12, CV_8UC3);
  cv::RNG(1).fill(coarse, cv::RNG::UNIFORM, 20, 235);
  cv::Mat pixels;
  cv::resize(coarse, pixels, size, 0, 0, cv::INTER_CUBIC);
  cv::Mat grain(size, CV_8UC3);
  cv::RNG(2).fill(grain, cv::RNG::UNIFORM, 0, 16);
  return Image(pixels + grain);
}

/// Strands of hair over an opaque disc.
Alpha matte(cv::Size size) {
  cv::Mat alpha(size, CV_8UC1, cv::Scalar(0));
  cv::RNG generator(3);
  cv::circle(alpha, {size.width / 2, size.height / 2}, size.height / 4, 255, cv::FILLED,
             cv::LINE_AA);
  for (int strand = 0; strand < 600; ++strand) {
    const cv::Point root(generator.uniform(size.width / 4, 3 * size.width / 4),
                         generator.uniform(size.height / 4, 3 * size.height / 4));
    const cv::Point tip(generator.uniform(0, size.width), generator.uniform(0, size.height));
    cv::line(alpha, root, tip, 200, 2, cv::LINE_AA);
  }
  cv::GaussianBlur(alpha, alpha, {7, 7}, 2);
  return Alpha(alpha);
}

void estimate(benchmark::State& state, ForegroundMethod method) {
  const cv::Size size(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  const Image image = photograph(size);
  const Alpha alpha = matte(size);
  ForegroundRecipe recipe;
  recipe.method = method;
  ThreadTeam team(static_cast<int>(state.range(2)));
  const Stopwatch stopwatch;
  for (auto unused : state) {
    benchmark::DoNotOptimize(
        estimate_foreground(image, alpha, recipe, team, false).foreground.pixels().data);
  }
  state.counters["ms_per_megapixel"] =
      stopwatch.elapsed_ms() / static_cast<double>(state.iterations()) / (1e-6 * size.area());
}

void multilevel(benchmark::State& state) { estimate(state, ForegroundMethod::multilevel); }
void closed_form(benchmark::State& state) { estimate(state, ForegroundMethod::closed_form); }

BENCHMARK(multilevel)
    ->ArgNames({"w", "h", "threads"})
    ->Args({1920, 1280, 1})
    ->Args({1920, 1280, 2})
    ->Args({4872, 6017, 1})
    ->Args({4872, 6017, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(closed_form)
    ->ArgNames({"w", "h", "threads"})
    ->Args({1920, 1280, 1})
    ->Args({1920, 1280, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
