// Composites of Composition-1K's size, end to end, against numpy and Pillow; and made on the fly
// against decoding the PNG that a build would have left. Each line measures both sides.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "benchmarks/synth/python_script.h"
#include "core/error.h"
#include "core/filesystem.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "core/stopwatch.h"
#include "synth/composite.h"
#include "synth/composite_build.h"

namespace {

using namespace mbench;

// Of the demo's photographs; their sides are like those of Composition-1K.
const std::vector<std::string> kForegrounds{"nuthatch", "seed-heads", "dandelion"};
const std::vector<std::string> kBackgrounds{"fig-bowl", "forest-stream", "living-room", "wet-leaf"};
constexpr int kForegroundSide = 1920;
constexpr int kBackgroundSide = 500;

cv::Mat at_most(const cv::Mat& pixels, int side) {
  const double factor = static_cast<double>(side) / std::max(pixels.cols, pixels.rows);
  cv::Mat smaller = pixels;
  if (factor < 1) cv::resize(pixels, smaller, {}, factor, factor, cv::INTER_AREA);
  return smaller;
}

/// Foregrounds and backgrounds as JPEG, alphas as PNG.
class Inputs {
 public:
  Inputs() {
    const fs::path demo = data_folder() / "demo";
    for (const std::string& name : kForegrounds) {
      const Image image = read_image(demo / "fg" / (name + ".jpg")).picture;
      write_jpeg(foreground(name), at_most(image.pixels(), kForegroundSide));
      const Alpha opacity = read_alpha(demo / "alpha" / (name + ".png")).picture;
      write_alpha(alpha(name), Alpha(at_most(opacity.pixels(), kForegroundSide)));
    }
    for (const std::string& name : kBackgrounds) {
      const Image image = read_image(demo / "bg" / (name + ".jpg")).picture;
      write_jpeg(background(name), at_most(image.pixels(), kBackgroundSide));
    }
  }

  fs::path foreground(const std::string& name) const { return path("fg-" + name + ".jpg"); }
  fs::path alpha(const std::string& name) const { return path("alpha-" + name + ".png"); }
  fs::path background(const std::string& name) const { return path("bg-" + name + ".jpg"); }

 private:
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  static void write_jpeg(const fs::path& path, const cv::Mat& pixels) {
    const std::vector<unsigned char> bytes = encode_jpeg(pixels, 92);
    write_file_atomically(path, bytes.data(), bytes.size());
  }

  TemporaryFolder folder_;
};

const Inputs& inputs() {
  static const Inputs all;
  return all;
}

CompositePlan plan_of_all() {
  CompositePlan plan;
  plan.protocol = &find_protocol("dim");
  plan.split = "test";
  for (const std::string& foreground : kForegrounds) {
    for (const std::string& background : kBackgrounds) {
      PlannedComposite one;
      one.name = fmt::format("{}", plan.composites.size());
      one.foreground = inputs().foreground(foreground);
      one.alpha = inputs().alpha(foreground);
      one.background = inputs().background(background);
      one.image_file = "merged/" + one.name + ".png";
      one.alpha_file = "alpha/" + foreground + ".png";
      plan.composites.push_back(one);
    }
  }
  return plan;
}

struct Work {
  double seconds = 0;
  std::vector<fs::path> files;

  double bytes() const {
    double sum = 0;
    for (const fs::path& file : files) sum += static_cast<double>(fs::file_size(file));
    return sum;
  }
};

/// Throws DataError where the script could not run.
Work by_numpy_and_pillow(const CompositePlan& plan, const fs::path& out) {
  std::vector<std::string> arguments{out.string()};
  Work work;
  for (const PlannedComposite& one : plan.composites) {
    for (const fs::path& source : {one.foreground, one.alpha, one.background}) {
      arguments.push_back(source.string());
    }
    work.files.push_back(out / (one.name + ".png"));
  }
  const ScriptResult result = run_script("build_composites.py", arguments);
  if (!result.has_run) throw DataError(result.text);
  work.seconds = std::stod(result.text);
  return work;
}

Work by_mbench(const CompositePlan& plan, const BuildOptions& options) {
  Progress unheard;
  const Stopwatch clock;
  build_composites(plan, options, unheard);
  Work work{clock.elapsed_ms() / 1e3, {}};
  for (const PlannedComposite& one : plan.composites) {
    work.files.push_back(options.out / one.image_file);
  }
  return work;
}

bool have_equal_pixels(const Work& a, const Work& b) {
  return std::equal(a.files.begin(), a.files.end(), b.files.begin(),
                    [](const auto& x, const auto& y) {
                      return sha256_of_pixels(read_image(x).picture.pixels()) ==
                             sha256_of_pixels(read_image(y).picture.pixels());
                    });
}

/// The whole of `mbench synth build`, its digests and manifest included.
void build(benchmark::State& state, PngEffort effort) {
  const CompositePlan plan = plan_of_all();
  try {
    for (auto unused : state) {
      const TemporaryFolder theirs_out;
      const TemporaryFolder ours_out;
      const Work theirs = by_numpy_and_pillow(plan, theirs_out.path());
      const Work ours =
          by_mbench(plan, {ours_out.path() / "build", effort, static_cast<int>(state.range(0))});
      if (!have_equal_pixels(theirs, ours)) return state.SkipWithError("the pixels differ");
      state.SetIterationTime(ours.seconds);
      state.counters["python_s"] = theirs.seconds;
      state.counters["times_faster"] = theirs.seconds / ours.seconds;
      state.counters["size_ratio"] = ours.bytes() / theirs.bytes();
      double largest = 0;
      for (std::size_t i = 0; i < ours.files.size(); ++i) {
        largest = std::max(largest, static_cast<double>(fs::file_size(ours.files[i])) /
                                        static_cast<double>(fs::file_size(theirs.files[i])));
      }
      state.counters["worst_size_ratio"] = largest;
    }
  } catch (const DataError& error) {
    state.SkipWithError(error.what());
  }
}

void build_default(benchmark::State& state) { build(state, PngEffort::normal); }
void build_fast(benchmark::State& state) { build(state, PngEffort::fast); }

/// The composite's pixels from its sources: JPEG foreground, PNG alpha and JPEG background.
Image on_the_fly() {
  return composite_dim(read_image(inputs().foreground("seed-heads")).picture,
                       read_alpha(inputs().alpha("seed-heads")).picture,
                       read_image(inputs().background("forest-stream")).picture);
}

/// What a sample needs: its image and its alpha. Made on the fly, the alpha is decoded for the
/// composite anyway; ready-made, both are decoded. One thread each.
void sample_on_the_fly(benchmark::State& state) {
  cv::setNumThreads(1);
  const TemporaryFolder folder;
  const fs::path built = folder.path() / "built.png";
  write_image(built, on_the_fly());
  double made_ms = 0;
  double decoded_ms = 0;
  for (auto unused : state) {
    Stopwatch clock;
    const Image made = on_the_fly();
    const double elapsed_ms = clock.elapsed_ms();
    clock.restart();
    const Image decoded = read_image(built).picture;
    const Alpha alpha = read_alpha(inputs().alpha("seed-heads")).picture;
    decoded_ms += clock.elapsed_ms();
    made_ms += elapsed_ms;
    state.SetIterationTime(elapsed_ms / 1e3);
    if (cv::norm(made.pixels(), decoded.pixels(), cv::NORM_INF) != 0) {
      return state.SkipWithError("the pixels differ");
    }
    benchmark::DoNotOptimize(alpha.pixels().data);
  }
  state.counters["decoded_ms"] = decoded_ms / static_cast<double>(state.iterations());
  state.counters["share_of_decoding"] = made_ms / decoded_ms;
}

template <typename Part>
void part(benchmark::State& state, Part decode) {
  cv::setNumThreads(1);
  for (auto unused : state) benchmark::DoNotOptimize(decode().pixels().data);
}

void part_foreground(benchmark::State& state) {
  part(state, [] { return read_image(inputs().foreground("seed-heads")).picture; });
}
void part_alpha(benchmark::State& state) {
  part(state, [] { return read_alpha(inputs().alpha("seed-heads")).picture; });
}
void part_background(benchmark::State& state) {
  part(state, [] { return read_image(inputs().background("forest-stream")).picture; });
}

BENCHMARK(build_default)
    ->ArgName("threads")
    ->Arg(2)
    ->Arg(1)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(build_fast)
    ->ArgName("threads")
    ->Arg(2)
    ->Arg(1)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(sample_on_the_fly)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(part_foreground)->Unit(benchmark::kMillisecond);
BENCHMARK(part_alpha)->Unit(benchmark::kMillisecond);
BENCHMARK(part_background)->Unit(benchmark::kMillisecond);

}  // namespace
