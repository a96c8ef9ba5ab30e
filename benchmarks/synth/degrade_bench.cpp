// What degrading a picture of 29 megapixels costs.

#include "synth/degrade.h"

#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace {

using namespace mbench;

const cv::Size kSize(4872, 6017);

/// Slow changes with a little grain, as a photograph has.
Image photograph() {
  cv::Mat small(60, 48, CV_8UC3);
  cv::RNG generator(1);
  generator.fill(small, cv::RNG::UNIFORM, 0, 256);
  cv::Mat pixels;
  cv::resize(small, pixels, kSize, 0, 0, cv::INTER_CUBIC);
  cv::Mat grain(kSize, CV_8UC3);
  generator.fill(grain, cv::RNG::UNIFORM, 0, 8);
  return Image(pixels + grain);
}

/// A band of unknown pixels around a disc, with strands.
Trimap trimap() {
  cv::Mat pixels(kSize, CV_8UC1, cv::Scalar(Trimap::kBackground));
  cv::circle(pixels, {2436, 3000}, 1400, Trimap::kForeground, cv::FILLED);
  cv::circle(pixels, {2436, 3000}, 1400, Trimap::kUnknown, 60);
  cv::RNG generator(1);
  for (int strand = 0; strand < 300; ++strand) {
    const cv::Point root(generator.uniform(1200, 3700), generator.uniform(1500, 4500));
    const cv::Point tip(generator.uniform(0, 4872), generator.uniform(0, 6017));
    cv::line(pixels, root, tip, Trimap::kUnknown, 20);
  }
  return Trimap(pixels);
}

void of_image(benchmark::State& state, const char* text) {
  cv::setNumThreads(static_cast<int>(state.range(0)));
  const Image image = photograph();
  const Degradation degradation = parse_degradation(text);
  for (auto unused : state) {
    benchmark::DoNotOptimize(degraded(image, degradation, "test/cat").pixels().data);
  }
}

void of_trimap(benchmark::State& state, const char* text) {
  cv::setNumThreads(static_cast<int>(state.range(0)));
  const Trimap whole = trimap();
  const Degradation degradation = parse_degradation(text);
  for (auto unused : state) {
    benchmark::DoNotOptimize(degraded(whole, degradation).pixels().data);
  }
}

void on_one_and_two_threads(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(of_image, blur_2, "blur:2")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_image, blur_50, "blur:50")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_image, noise, "noise:10")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_image, jpeg, "jpeg:30")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_image, contrast, "contrast:0.6")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_image, downscale, "downscale:2")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_trimap, dilate_10, "trimap-dilate:10")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_trimap, dilate_200, "trimap-dilate:200")->Apply(on_one_and_two_threads);
BENCHMARK_CAPTURE(of_trimap, erode_10, "trimap-erode:10")->Apply(on_one_and_two_threads);

}  // namespace
