// PNGs of a 29-megapixel matte: decoding and encoding against OpenCV (libpng and zlib), on the
// three pictures that a score needs. One run gives both sides, so the ratios hold on a busy
// machine, too.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/large_buffer.h"
#include "core/png_decoder.h"
#include "core/png_encoder.h"

namespace {

using namespace mbench;
using File = std::vector<unsigned char>;

constexpr int kWidth = 4872;
constexpr int kHeight = 6017;

/// An opaque head with fine strands of hair of all opacities around it.
cv::Mat truth() {
  cv::Mat alpha(kHeight, kWidth, CV_8UC1, cv::Scalar(0));
  cv::RNG generator(1);
  for (int strand = 0; strand < 4000; ++strand) {
    const double angle = generator.uniform(0.0, 2 * CV_PI);
    const double length = generator.uniform(1200.0, 2300.0);
    const cv::Point tip(static_cast<int>(kWidth / 2 + length * std::cos(angle)),
                        static_cast<int>(kHeight / 2 + length * std::sin(angle)));
    const cv::Point root(kWidth / 2 + generator.uniform(-900, 900),
                         kHeight / 2 + generator.uniform(-900, 900));
    cv::line(alpha, root, tip, generator.uniform(40, 255), generator.uniform(1, 4), cv::LINE_AA);
  }
  cv::GaussianBlur(alpha, alpha, {5, 5}, 0);
  cv::circle(alpha, {kWidth / 2, kHeight / 2}, 1300, 255, cv::FILLED, cv::LINE_AA);
  return alpha;
}

cv::Mat trimap_of(const cv::Mat& alpha) {
  cv::Mat unknown = (alpha > 0) & (alpha < 255);
  cv::dilate(unknown, unknown, cv::Mat(), {-1, -1}, 10);
  cv::Mat trimap = (alpha > 127);
  trimap.setTo(128, unknown);
  return trimap;
}

/// What a network makes of it: right where known, a little off elsewhere.
cv::Mat prediction_of(const cv::Mat& alpha, const cv::Mat& trimap) {
  cv::Mat error(alpha.size(), CV_16SC1);
  cv::RNG(2).fill(error, cv::RNG::NORMAL, 0, 3);
  cv::Mat prediction;
  cv::add(alpha, error, prediction, trimap == 128, CV_8U);
  alpha.copyTo(prediction, trimap != 128);
  return prediction;
}

const std::map<std::string, cv::Mat>& pictures() {
  static const std::map<std::string, cv::Mat> all = [] {
    const cv::Mat alpha = truth();
    const cv::Mat trimap = trimap_of(alpha);
    return std::map<std::string, cv::Mat>{
        {"truth", alpha}, {"trimap", trimap}, {"prediction", prediction_of(alpha, trimap)}};
  }();
  return all;
}

File written_by_opencv(const cv::Mat& pixels) {
  File file;
  cv::imencode(".png", pixels, file);
  return file;
}

using Write = File (*)(const cv::Mat&);
File written_by_mbench(const cv::Mat& pixels) { return png_bytes(pixels); }

std::vector<File> triple(Write write) {
  std::vector<File> files;
  for (const auto& [name, pixels] : pictures()) files.push_back(write(pixels));
  return files;
}

/// The copy stands for reading the file: decode_png uses its bytes up.
void decode_triple_mbench(benchmark::State& state, Write write) {
  cv::setNumThreads(1);
  const std::vector<File> files = triple(write);
  for (auto unused : state) {
    for (const File& file : files) {
      LargeBuffer bytes(file.size());
      std::copy(file.begin(), file.end(), bytes.data());
      benchmark::DoNotOptimize(decode_png({bytes.data(), bytes.size()}).data);
    }
  }
}

void decode_triple_opencv(benchmark::State& state, Write write) {
  cv::setNumThreads(1);
  const std::vector<File> files = triple(write);
  for (auto unused : state) {
    for (const File& file : files) {
      benchmark::DoNotOptimize(cv::imdecode(file, cv::IMREAD_UNCHANGED).data);
    }
  }
}

void encode(benchmark::State& state, const std::string& name, Write write) {
  cv::setNumThreads(1);
  const cv::Mat& pixels = pictures().at(name);
  std::size_t bytes = 0;
  for (auto unused : state) bytes = write(pixels).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}

BENCHMARK_CAPTURE(decode_triple_mbench, files_of_opencv, written_by_opencv)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decode_triple_opencv, files_of_opencv, written_by_opencv)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decode_triple_mbench, files_of_mbench, written_by_mbench)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decode_triple_opencv, files_of_mbench, written_by_mbench)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, prediction_by_mbench, "prediction", written_by_mbench)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, prediction_by_opencv, "prediction", written_by_opencv)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, trimap_by_mbench, "trimap", written_by_mbench)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, trimap_by_opencv, "trimap", written_by_opencv)
    ->Unit(benchmark::kMillisecond);

}  // namespace
