// PNGs of a composite, a photograph of 1792x1440 over a small background made large: encoders,
// levels and filters side by side, on one thread. `of_opencv` is the size against OpenCV's.
// The settings of core/png_recipe.cpp were chosen by these lines.

#include <benchmark/benchmark.h>

#include <optional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#ifdef MBENCH_HAVE_SPNG
#include <spng.h>

#include <cstdlib>
#endif

#include "core/error.h"
#include "core/filesystem.h"
#include "core/image_io.h"
#include "core/png_encoder.h"
#include "synth/composite.h"

namespace {

using namespace mbench;

const cv::Mat& composite() {
  static const cv::Mat made = [] {
    const fs::path demo = data_folder() / "demo";
    cv::Mat background;
    cv::resize(read_image(demo / "bg/forest-stream.jpg").picture.pixels(), background, {500, 333},
               0, 0, cv::INTER_AREA);
    return composite_dim(read_image(demo / "fg/seed-heads.jpg").picture,
                         read_alpha(demo / "alpha/seed-heads.png").picture, Image(background))
        .pixels();
  }();
  return made;
}

/// As cv::imwrite does: B,G,R, and its default level.
std::size_t bytes_by_opencv() {
  std::vector<unsigned char> file;
  cv::Mat ordered;
  cv::cvtColor(composite(), ordered, cv::COLOR_RGB2BGR);
  cv::imencode(".png", ordered, file);
  return file.size();
}

template <typename Encode>
void measure(benchmark::State& state, const Encode& encode) {
  cv::setNumThreads(1);
  static const auto opencv = static_cast<double>(bytes_by_opencv());
  std::size_t bytes = 0;
  for (auto unused : state) bytes = encode();
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["of_opencv"] = static_cast<double>(bytes) / opencv;
}

void mbench_effort(benchmark::State& state, PngEffort effort) {
  measure(state, [&] { return png_bytes(composite(), effort).size(); });
}

/// Level 0 is zlib with runs only.
void mbench_recipe(benchmark::State& state, std::optional<PngFilter> filter) {
  const PngRecipe recipe{filter, {static_cast<int>(state.range(0))}};
  measure(state, [&] { return png_bytes(composite(), recipe).size(); });
}

void opencv(benchmark::State& state) { measure(state, bytes_by_opencv); }

#ifdef MBENCH_HAVE_SPNG
std::size_t bytes_by_spng(int level) {
  const cv::Mat& pixels = composite();
  spng_ctx* const context = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
  spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, level);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(pixels.cols);
  header.height = static_cast<std::uint32_t>(pixels.rows);
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
  spng_set_ihdr(context, &header);
  int error = spng_encode_image(context, pixels.data, pixels.total() * pixels.elemSize(),
                                SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  std::size_t size = 0;
  std::free(spng_get_png_buffer(context, &size, &error));
  spng_ctx_free(context);
  if (error != 0) throw InternalError(spng_strerror(error));
  return size;
}

void spng(benchmark::State& state) {
  measure(state, [&] { return bytes_by_spng(static_cast<int>(state.range(0))); });
}
BENCHMARK(spng)->ArgName("level")->Arg(1)->Arg(3)->Arg(6)->Unit(benchmark::kMillisecond);
#endif

void levels(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("level")->Unit(benchmark::kMillisecond);
  for (const int level : {0, 1, 3, 5, 6, 7, 9}) benchmark->Arg(level);
}

BENCHMARK(opencv)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(mbench_effort, default, PngEffort::normal)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(mbench_effort, fast, PngEffort::fast)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(mbench_recipe, least_filter, std::nullopt)->Apply(levels);
BENCHMARK_CAPTURE(mbench_recipe, up, PngFilter::up)->Apply(levels);
BENCHMARK_CAPTURE(mbench_recipe, average, PngFilter::average)->Apply(levels);
BENCHMARK_CAPTURE(mbench_recipe, paeth, PngFilter::paeth)->Apply(levels);

}  // namespace
