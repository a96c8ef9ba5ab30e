// Training samples: whole ones of every recipe, from decoded pictures of Composition-1K's size to
// files, and the steps that take the longest.

#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "synth/stream/random_trimap.h"
#include "synth/stream/sample_files.h"
#include "synth/stream/stream_sample.h"

namespace {

using namespace mbench;

constexpr int kWidth = 1920;
constexpr int kHeight = 1535;

cv::Mat noise(int width, int height, std::uint64_t seed) {
  cv::Mat pixels(height, width, CV_8UC3);
  cv::RNG(seed).fill(pixels, cv::RNG::UNIFORM, 0, 256);
  cv::GaussianBlur(pixels, pixels, {15, 15}, 3);  // PNGs of noise alone take too long
  return pixels;
}

/// An opaque disc with strands around it.
cv::Mat matte() {
  cv::Mat alpha(kHeight, kWidth, CV_8UC1, cv::Scalar(0));
  cv::circle(alpha, {kWidth / 2, kHeight / 2}, kHeight / 3, 255, cv::FILLED, cv::LINE_AA);
  cv::RNG generator(1);
  for (int strand = 0; strand < 300; ++strand) {
    const cv::Point root(kWidth / 2, kHeight / 2);
    const cv::Point tip(generator.uniform(0, kWidth), generator.uniform(0, kHeight));
    cv::line(alpha, root, tip, 200, 2, cv::LINE_AA);
  }
  return alpha;
}

SamplePictures pictures() {
  return {{noise(kWidth, kHeight, 1), matte()},
          Layer{noise(kWidth, kHeight, 2), matte()},
          noise(640, 480, 3),
          false};
}

const char* const kRecipes[] = {"gca", "mam", "aematter", "aim"};

void make_sample(benchmark::State& state) {
  cv::setNumThreads(1);
  const StreamRecipe& recipe = find_stream_recipe(kRecipes[state.range(0)]);
  const SamplePictures made_of = pictures();
  std::uint64_t i = 0;
  for (auto unused : state) {
    const StreamSample sample = make_stream_sample(recipe, {recipe.crop_px, state.range(1) != 0},
                                                   made_of, Random(1).part(i++));
    benchmark::DoNotOptimize(sample.image.data);
  }
  state.SetLabel(recipe.name);
  state.SetItemsProcessed(state.iterations());
}

void encode_sample(benchmark::State& state) {
  cv::setNumThreads(1);
  const StreamRecipe& recipe = find_stream_recipe("gca");
  const StreamSample sample =
      make_stream_sample(recipe, {recipe.crop_px, false}, pictures(), Random(1));
  SampleParts parts;
  parts.png = state.range(0) != 0 ? PngEffort::fast : PngEffort::normal;
  for (auto unused : state) benchmark::DoNotOptimize(sample_files(sample, parts).data());
  state.SetItemsProcessed(state.iterations());
}

void trimap_of_random_kernels(benchmark::State& state) {
  cv::setNumThreads(1);
  const cv::Mat alpha = matte();
  const int kernel_px = static_cast<int>(state.range(0));
  for (auto unused : state) {
    benchmark::DoNotOptimize(random_trimap(alpha, {kernel_px, kernel_px}).data);
  }
}

BENCHMARK(make_sample)
    ->ArgNames({"recipe", "real_world"})
    ->ArgsProduct({{0, 1, 2, 3}, {0, 1}})
    ->Iterations(40)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(encode_sample)->ArgName("fast")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(trimap_of_random_kernels)
    ->ArgName("ellipse")
    ->Arg(5)
    ->Arg(29)
    ->Unit(benchmark::kMillisecond);

}  // namespace
