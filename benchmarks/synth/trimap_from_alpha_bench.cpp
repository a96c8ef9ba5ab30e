// Trimaps of a 29-megapixel alpha, beside OpenCV's own erosion of the same masks.

#include "synth/trimap_from_alpha.h"

#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace {

using namespace mbench;

enum Matte { kPortrait = 0, kHair = 1 };

/// An opaque disc, with strands of hair all over it and its surroundings or without.
Alpha matte(std::int64_t kind) {
  cv::Mat alpha(6017, 4872, CV_8UC1, cv::Scalar(0));
  cv::circle(alpha, {2436, 3000}, 1400, 255, cv::FILLED, cv::LINE_AA);
  if (kind == kPortrait) return Alpha(alpha);
  cv::RNG generator(1);
  for (int strand = 0; strand < 900; ++strand) {
    const cv::Point root(generator.uniform(1200, 3700), generator.uniform(1500, 4500));
    const cv::Point tip(generator.uniform(0, 4872), generator.uniform(0, 6017));
    cv::line(alpha, root, tip, 200, 3, cv::LINE_AA);
  }
  return Alpha(alpha);
}

void trimap(benchmark::State& state) {
  const Alpha alpha = matte(state.range(0));
  const TrimapRecipe recipe{static_cast<int>(state.range(1)), static_cast<int>(state.range(2))};
  ThreadTeam team(static_cast<int>(state.range(3)));
  for (auto unused : state) {
    benchmark::DoNotOptimize(trimap_from_alpha(alpha, recipe, {}, team).pixels().data);
  }
}

/// The same pixels, as scripts make them.
void trimap_by_opencv(benchmark::State& state) {
  cv::setNumThreads(static_cast<int>(state.range(3)));
  const Alpha alpha = matte(state.range(0));
  const int size_px = static_cast<int>(state.range(1));
  const int iterations = static_cast<int>(state.range(2));
  const cv::Mat ellipse = cv::getStructuringElement(cv::MORPH_ELLIPSE, {size_px, size_px});
  for (auto unused : state) {
    cv::Mat foreground = alpha.pixels() == 255;
    cv::Mat background = alpha.pixels() == 0;
    cv::erode(foreground, foreground, ellipse, {-1, -1}, iterations);
    cv::erode(background, background, ellipse, {-1, -1}, iterations);
    cv::Mat made(alpha.size(), CV_8UC1, cv::Scalar(Trimap::kUnknown));
    made.setTo(Trimap::kForeground, foreground);
    made.setTo(Trimap::kBackground, background);
    benchmark::DoNotOptimize(made.data);
  }
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"hair", "ellipse", "iterations", "threads"})->Unit(benchmark::kMillisecond);
  for (const int kind : {kPortrait, kHair}) {
    for (const int size_px : {3, 15, 30, 101, 255, 511}) bench->Args({kind, size_px, 1, 1});
    bench->Args({kind, 3, 5, 1});
    bench->Args({kind, 4, 14, 1});
    bench->Args({kind, 30, 1, 2});
  }
}

BENCHMARK(trimap)->Apply(sizes);
BENCHMARK(trimap_by_opencv)
    ->ArgNames({"hair", "ellipse", "iterations", "threads"})
    ->Unit(benchmark::kMillisecond)
    ->Args({kHair, 3, 1, 1})
    ->Args({kHair, 30, 1, 1})
    ->Args({kHair, 101, 1, 1})
    ->Args({kHair, 3, 5, 1})
    ->Args({kHair, 4, 14, 1});

}  // namespace
