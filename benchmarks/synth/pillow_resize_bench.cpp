// Pillow's resampling against OpenCV's bicubic (other pixels, the same work) and against the
// straightforward loops that Pillow itself runs.

#include "synth/pillow_resize.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "synth/pillow_weights.h"

namespace {

using namespace mbench;

cv::Mat noise(int width, int height) {
  cv::Mat pixels(height, width, CV_8UC3);
  cv::RNG generator(1);
  generator.fill(pixels, cv::RNG::UNIFORM, 0, 256);
  return pixels;
}

std::uint8_t clipped(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> 22, 0, 255));
}

cv::Mat plain_bicubic(const cv::Mat& pixels, cv::Size size) {
  const PillowWeights across =
      pillow_weights(pixels.cols, size.width, size.width, PillowFilter::bicubic);
  const PillowWeights down =
      pillow_weights(pixels.rows, size.height, size.height, PillowFilter::bicubic);
  cv::Mat wide(pixels.rows, size.width, CV_8UC3);
  for (int y = 0; y < wide.rows; ++y) {
    for (int x = 0; x < wide.cols; ++x) {
      const PillowWindow window = across.windows[static_cast<std::size_t>(x)];
      cv::Vec3i sum = cv::Vec3i::all(1 << 21);
      for (int tap = 0; tap < window.taps; ++tap) {
        const cv::Vec3b pixel = pixels.at<cv::Vec3b>(y, window.first + tap);
        sum += cv::Vec3i(pixel) * across.weights[window.weights + static_cast<std::size_t>(tap)];
      }
      wide.at<cv::Vec3b>(y, x) = {clipped(sum[0]), clipped(sum[1]), clipped(sum[2])};
    }
  }
  cv::Mat resized(size, CV_8UC3);
  for (int y = 0; y < resized.rows; ++y) {
    const PillowWindow window = down.windows[static_cast<std::size_t>(y)];
    for (int x = 0; x < resized.cols; ++x) {
      cv::Vec3i sum = cv::Vec3i::all(1 << 21);
      for (int tap = 0; tap < window.taps; ++tap) {
        const cv::Vec3b pixel = wide.at<cv::Vec3b>(window.first + tap, x);
        sum += cv::Vec3i(pixel) * down.weights[window.weights + static_cast<std::size_t>(tap)];
      }
      resized.at<cv::Vec3b>(y, x) = {clipped(sum[0]), clipped(sum[1]), clipped(sum[2])};
    }
  }
  return resized;
}

template <typename Resize>
void measure(benchmark::State& state, Resize resize) {
  cv::setNumThreads(1);
  const cv::Mat pixels = noise(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  const cv::Size size(static_cast<int>(state.range(2)), static_cast<int>(state.range(3)));
  for (auto unused : state) benchmark::DoNotOptimize(resize(pixels, size).data);
}

void pillow_bicubic(benchmark::State& state) {
  measure(state, [](const cv::Mat& pixels, cv::Size size) {
    return pillow_resize(pixels, size, PillowFilter::bicubic);
  });
}

void straightforward_bicubic(benchmark::State& state) { measure(state, plain_bicubic); }

void opencv_bicubic(benchmark::State& state) {
  measure(state, [](const cv::Mat& pixels, cv::Size size) {
    cv::Mat resized;
    cv::resize(pixels, resized, size, 0, 0, cv::INTER_CUBIC);
    return resized;
  });
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"w", "h", "to_w", "to_h"})->Unit(benchmark::kMillisecond);
  benchmark->Args({500, 375, 2047, 1536});  // a background of Composition-1K
  benchmark->Args({2560, 1600, 320, 200});  // Pillow's own benchmark picture, made small
  benchmark->Args({2560, 1600, 2048, 1280});
}

BENCHMARK(pillow_bicubic)->Apply(sizes);
BENCHMARK(straightforward_bicubic)->Apply(sizes);
BENCHMARK(opencv_bicubic)->Apply(sizes);

}  // namespace
