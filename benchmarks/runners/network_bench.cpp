// Time and peak tensor bytes of every network, plain and exact-lean, from a picture to its alpha.
//
//   networks_bench --benchmark_filter='^vitmatte-s/1024/'
//
// The picture is smooth noise with a broad unknown ring; the weights are synthetic, which changes
// neither figure, but for MEMatte, whose routers then send more or fewer tokens. Each case is one
// process-wide peak: what the network holds, weights included, and nothing else.

#include "core/library_environment.h"
#include "runners/networks/network.h"
#include "runners/networks/tensor_memory.h"
#include "runners/weights/parameter_manifest.h"
#include "runners/weights/weight_source.h"

#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>
#include <c10/core/InferenceMode.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

constexpr double kMebibyte = 1 << 20;

struct Case {
  const char* network;
  int width;
  int height;
  std::int64_t max_tokens = 18500;
};

// The larger ones take minutes, and gigabytes in plain: name what is wanted by --benchmark_filter.
constexpr Case kCases[] = {
    {"vitmatte-s", 512, 512},
    {"vitmatte-s", 1024, 1024},
    {"vitmatte-s", 1536, 1536},
    {"vitmatte-s", 2048, 2048},
    {"vitmatte-s", 4872, 6017},
    {"vitmatte-b", 512, 512},
    {"vitmatte-b", 1024, 1024},
    {"mematte-s", 512, 512},
    {"mematte-s", 1024, 1024},
    {"mematte-s", 1536, 1536, 2304},
    {"mematte-s", 2048, 2048, 4096},
    {"mematte-b", 1024, 1024},
    {"aematter", 512, 512},
    {"aematter", 1024, 1024},
    {"aematter", 2048, 2048},
    {"dim", 512, 512},
    {"dim", 1024, 1024},
    {"dim", 2048, 2048},
    {"dim-foamliu", 1024, 1024},
    {"mam-vit-b", 1024, 1024},
};

int threads() {
  const char* chosen = std::getenv("MBENCH_THREADS");
  return chosen != nullptr ? std::atoi(chosen) : 2;
}

mbench::MattingInput picture(int width, int height) {
  cv::Mat image(height, width, CV_8UC3);
  cv::Mat trimap(height, width, CV_8UC1);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double wave = 60 * std::sin(x * 0.07) + 50 * std::sin(y * 0.05 + x * 0.01);
      image.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(128 + wave),
                                   static_cast<std::uint8_t>(128 - wave),
                                   static_cast<std::uint8_t>(255 * x / width)};
      const double distance = std::hypot(2.0 * x / width - 1, 2.0 * y / height - 1);
      trimap.at<std::uint8_t>(y, x) = distance < 0.5 ? 255 : distance < 0.8 ? 128 : 0;
    }
  }
  mbench::MattingInput input{mbench::Image(image), mbench::Trimap(trimap)};
  input.prompt.box = mbench::BoxPrompt{0.1 * width, 0.1 * height, 0.9 * width, 0.9 * height};
  return input;
}

void infer(benchmark::State& state, const Case& one, bool lean) {
  mbench::TensorMemory& memory = mbench::TensorMemory::install();
  at::set_num_threads(threads());
  const std::int64_t others = memory.live_bytes();
  mbench::NetworkOptions options;
  options.threads = threads();
  options.max_tokens = one.max_tokens;
  if (lean) options.blocks = mbench::Blocks::lean();
  const auto weights = mbench::open_weights(mbench::parameter_manifest(one.network), "synthetic:1");
  const auto network = mbench::make_network(one.network, *weights, options);
  const std::int64_t held = memory.live_bytes() - others;
  const mbench::MattingInput input = picture(one.width, one.height);
  const c10::InferenceMode no_gradients;
  memory.reset_peak();
  for (auto _ : state) benchmark::DoNotOptimize(network->infer(input));
  state.counters["peak_MiB"] = static_cast<double>(memory.peak_bytes() - others) / kMebibyte;
  state.counters["weights_MiB"] = static_cast<double>(held) / kMebibyte;
}

void add(const Case& one, bool lean) {
  std::string name = std::string(one.network) + "/" + std::to_string(one.width);
  if (one.height != one.width) name += "x" + std::to_string(one.height);
  if (one.max_tokens != Case{}.max_tokens) name += "/tokens:" + std::to_string(one.max_tokens);
  name += lean ? "/exact-lean" : "/plain";
  benchmark::RegisterBenchmark(name.c_str(),
                               [=](benchmark::State& state) { infer(state, one, lean); })
      ->MeasureProcessCPUTime()
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  mbench::restart_with_library_environment(argv);
  mbench::TensorMemory::install();
  for (const Case& one : kCases) {
    add(one, false);
    add(one, true);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
