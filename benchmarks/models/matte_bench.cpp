#include "runners/models/model_registry.h"

#include <cmath>
#include <random>

#include <benchmark/benchmark.h>

namespace mbench {
namespace {

/// A square picture of noisy stripes with a ring of unknown pixels, about a tenth of it.
struct Picture {
  cv::Mat image;
  cv::Mat trimap;
};

Picture ring(int side) {
  Picture picture{cv::Mat(side, side, CV_8UC3), cv::Mat(side, side, CV_8UC1)};
  std::mt19937 generator(1);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double distance = std::hypot(x - 0.5 * side, y - 0.5 * side) / side;
      const double opacity = std::min(1.0, std::max(0.0, (0.35 - distance) / 0.05 + 0.5));
      const double stripe = 40 * std::sin(0.05 * x + 0.02 * y);
      for (int c = 0; c < 3; ++c) {
        const double colour = opacity * (200 - 50 * c) + (1 - opacity) * (60 + 40 * c) + stripe;
        const double grain = static_cast<double>(generator() % 9) - 4;
        picture.image.at<cv::Vec3b>(y, x)[c] =
            static_cast<std::uint8_t>(std::min(255.0, std::max(0.0, colour + grain)));
      }
      picture.trimap.at<std::uint8_t>(y, x) = distance < 0.325   ? Trimap::kForeground
                                              : distance > 0.375 ? Trimap::kBackground
                                                                 : Trimap::kUnknown;
    }
  }
  return picture;
}

void matte(benchmark::State& state, const ModelEntry& entry, int threads) {
  const Picture picture = ring(static_cast<int>(state.range(0)));
  const Image image(picture.image);
  const Trimap trimap(picture.trimap);
  const auto model = entry.make({{}, threads});
  for (auto _ : state) benchmark::DoNotOptimize(model->matte(image, trimap));
  state.counters["unknown"] = static_cast<double>(trimap.unknown_pixels());
}

/// Every model of the list, on one thread and on two.
const bool kRegistered = [] {
  for (const ModelEntry& entry : models()) {
    if (!entry.make || !entry.card.argument.empty()) continue;
    for (const int threads : {1, 2}) {
      benchmark::RegisterBenchmark(
          (entry.card.name + "/threads:" + std::to_string(threads)).c_str(),
          [&entry, threads](benchmark::State& state) { matte(state, entry, threads); })
          ->Arg(256)
          ->Arg(512)
          ->Unit(benchmark::kMillisecond)
          ->UseRealTime();
    }
  }
  return true;
}();

}  // namespace
}  // namespace mbench
