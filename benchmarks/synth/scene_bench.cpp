// Scenes of several entities: the exact "over" against the bytes it touches, the visible alphas,
// and a whole scene from files in memory's reach, decoding included.

#include "synth/scene/scene.h"

#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/image_io.h"
#include "synth/scene/layers.h"

namespace {

using namespace mbench;

const cv::Size kCanvas(1920, 1080);

cv::Mat noise(cv::Size size, std::uint64_t seed) {
  cv::Mat pixels(size, CV_8UC3);
  cv::RNG(seed).fill(pixels, cv::RNG::UNIFORM, 0, 256);
  return pixels;
}

/// An opaque disc with a wide soft rim.
cv::Mat soft_disc(int side) {
  cv::Mat alpha(side, side, CV_8UC1, cv::Scalar(0));
  cv::circle(alpha, {side / 2, side / 2}, 2 * side / 5, 255, cv::FILLED, cv::LINE_AA);
  cv::blur(alpha, alpha, {side / 16, side / 16});
  return alpha;
}

std::vector<SceneLayer> layers(std::int64_t count) {
  std::vector<SceneLayer> made;
  for (int i = 0; i < static_cast<int>(count); ++i) {
    made.push_back({noise({700, 700}, static_cast<std::uint64_t>(i)),
                    soft_disc(700),
                    {150 + 300 * i, 100 + 60 * i}});
  }
  return made;
}

void flattened(benchmark::State& state) {
  const cv::Mat background = noise(kCanvas, 9);
  const std::vector<SceneLayer> over = layers(state.range(0));
  for (auto unused : state) benchmark::DoNotOptimize(flatten(background, over).data);
}

void visible(benchmark::State& state) {
  const std::vector<SceneLayer> over = layers(state.range(0));
  for (auto unused : state) benchmark::DoNotOptimize(visible_alphas(kCanvas, over).data());
}

void whole_scene(benchmark::State& state) {
  cv::setNumThreads(1);
  const TemporaryFolder folder;
  std::vector<Entity> entities;
  for (int i = 0; i < 6; ++i) {
    const std::string name = "thing" + std::to_string(i);
    entities.push_back({name,
                        name,
                        {"round"},
                        {},
                        folder.path() / (name + ".png"),
                        folder.path() / (name + "-alpha.png")});
    write_image(entities.back().foreground,
                Image(noise({700, 700}, static_cast<std::uint64_t>(i))));
    write_alpha(entities.back().alpha, Alpha(soft_disc(700)));
  }
  const fs::path background = folder.path() / "background.png";
  write_image(background, Image(noise(kCanvas, 9)));
  const Stock stock(entities, {background});
  std::uint64_t number = 0;
  for (auto unused : state) {
    benchmark::DoNotOptimize(make_scene(stock, SceneOptions{}, number++).image.pixels().data);
  }
}

BENCHMARK(flattened)->ArgName("layers")->Arg(0)->Arg(1)->Arg(3)->Unit(benchmark::kMillisecond);
BENCHMARK(visible)->ArgName("layers")->Arg(1)->Arg(3)->Unit(benchmark::kMillisecond);
BENCHMARK(whole_scene)->Unit(benchmark::kMillisecond);

}  // namespace
