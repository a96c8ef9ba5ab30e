// The blend against the doubles it reproduces and against the memory it touches, and a whole
// composite of Composition-1K's size.

#include "synth/composite.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "synth/blend.h"

namespace {

using namespace mbench;

constexpr int kWidth = 1920;
constexpr int kHeight = 1535;
constexpr std::size_t kBytes = std::size_t{3} * kWidth * kHeight;

cv::Mat noise(int width, int height, int type, std::uint64_t seed) {
  cv::Mat pixels(height, width, type);
  cv::RNG(seed).fill(pixels, cv::RNG::UNIFORM, 0, 256);
  return pixels;
}

/// Clear on the left, opaque on the right, a sixth between them fractional, as in a matte.
cv::Mat matte() {
  cv::Mat alpha = noise(kWidth, kHeight, CV_8UC1, 1);
  alpha.colRange(0, kWidth / 2).setTo(0);
  alpha.colRange(kWidth / 2 + kWidth / 6, kWidth).setTo(255);
  return alpha;
}

/// Pictures in turn, more than a processor's caches hold: a build does not find what it blends
/// there either.
struct Pictures {
  static constexpr std::size_t kSets = 6;
  std::vector<cv::Mat> foregrounds, backgrounds, blended;

  Pictures() {
    for (std::uint64_t set = 0; set < kSets; ++set) {
      foregrounds.push_back(noise(kWidth, kHeight, CV_8UC3, 2 * set));
      backgrounds.push_back(noise(kWidth, kHeight, CV_8UC3, 2 * set + 1));
      blended.push_back(noise(kWidth, kHeight, CV_8UC3, 0));
    }
  }
};

template <typename Blend>
void measure_blend(benchmark::State& state, const cv::Mat& alpha, Blend blend) {
  const Pictures pictures;
  const std::vector<cv::Mat> alphas = [&] {
    std::vector<cv::Mat> copies;
    for (std::size_t set = 0; set < Pictures::kSets; ++set) copies.push_back(alpha.clone());
    return copies;
  }();
  std::size_t set = 0;
  for (auto unused : state) {
    blend(alphas[set].data, pictures.foregrounds[set].data, pictures.backgrounds[set].data,
          pictures.blended[set].data);
    benchmark::ClobberMemory();
    set = (set + 1) % Pictures::kSets;
  }
}

void blend_plain(const std::uint8_t* a, const std::uint8_t* f, const std::uint8_t* b,
                 std::uint8_t* to) {
  for (std::size_t i = 0; i < kBytes; ++i) to[i] = blend_byte(a[i / 3], f[i], b[i]);
}

void blend_fast(const std::uint8_t* a, const std::uint8_t* f, const std::uint8_t* b,
                std::uint8_t* to) {
  for (std::size_t y = 0; y < kHeight; ++y) {
    const std::size_t pixel = y * kWidth;
    blend_row(a + pixel, f + 3 * pixel, b + 3 * pixel, to + 3 * pixel, kWidth);
  }
}

/// As many bytes read as a blend does, as many written, and next to nothing computed: what
/// memory allows.
void read_as_much(const std::uint8_t* a, const std::uint8_t* f, const std::uint8_t* b,
                  std::uint8_t* to) {
  constexpr std::size_t kRow = 3 * kWidth;
  for (std::size_t y = 0; y < kHeight; ++y, a += kWidth, f += kRow, b += kRow, to += kRow) {
    for (std::size_t i = 0; i < kRow; ++i) to[i] = static_cast<std::uint8_t>(f[i] ^ b[i]);
    for (std::size_t i = 0; i < kWidth; ++i) to[i] = static_cast<std::uint8_t>(to[i] ^ a[i]);
  }
}

void blend_matte(benchmark::State& state) { measure_blend(state, matte(), blend_fast); }
void blend_noise(benchmark::State& state) {
  measure_blend(state, noise(kWidth, kHeight, CV_8UC1, 4), blend_fast);
}
void blend_doubles(benchmark::State& state) { measure_blend(state, matte(), blend_plain); }
void memory_bound(benchmark::State& state) { measure_blend(state, matte(), read_as_much); }

void whole_composite(benchmark::State& state) {
  cv::setNumThreads(static_cast<int>(state.range(0)));
  const Image foreground(noise(kWidth, kHeight, CV_8UC3, 2));
  const Image background(noise(500, 375, CV_8UC3, 3));
  const Alpha alpha(matte());
  for (auto unused : state) {
    benchmark::DoNotOptimize(composite_dim(foreground, alpha, background).pixels().data);
  }
}

BENCHMARK(blend_matte)->Unit(benchmark::kMillisecond);
BENCHMARK(blend_noise)->Unit(benchmark::kMillisecond);
BENCHMARK(blend_doubles)->Unit(benchmark::kMillisecond);
BENCHMARK(memory_bound)->Unit(benchmark::kMillisecond);
BENCHMARK(whole_composite)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

}  // namespace
