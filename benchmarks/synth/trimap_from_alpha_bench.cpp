// Trimaps of a 29-megapixel alpha for small and large ellipses.

#include "synth/trimap_from_alpha.h"

#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace {

using namespace mbench;

/// Strands of hair over an opaque disc.
Alpha matte() {
  cv::Mat alpha(6017, 4872, CV_8UC1, cv::Scalar(0));
  cv::circle(alpha, {2436, 3000}, 1400, 255, cv::FILLED, cv::LINE_AA);
  cv::RNG generator(1);
  for (int strand = 0; strand < 900; ++strand) {
    const cv::Point root(generator.uniform(1200, 3700), generator.uniform(1500, 4500));
    const cv::Point tip(generator.uniform(0, 4872), generator.uniform(0, 6017));
    cv::line(alpha, root, tip, 200, 3, cv::LINE_AA);
  }
  return Alpha(alpha);
}

void trimap(benchmark::State& state) {
  cv::setNumThreads(1);
  const Alpha alpha = matte();
  const TrimapRecipe recipe{static_cast<int>(state.range(0))};
  for (auto unused : state) {
    benchmark::DoNotOptimize(trimap_from_alpha(alpha, recipe).pixels().data);
  }
}

BENCHMARK(trimap)->ArgName("ellipse")->Arg(3)->Arg(25)->Arg(101)->Unit(benchmark::kMillisecond);

}  // namespace
