// The fast metrics against the plain ones, on a prediction, a truth and a trimap of any bytes.
//
// Bytes: convention; number of threads and how the picture's bytes are spread; width; height;
// then pixels, repeated as often as the three pictures need.

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "benchmarks/metrics/oracle/plain_score.h"
#include "metrics/score_card.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace mbench;

constexpr std::size_t kHeader = 4;
constexpr int kMostColumns = 140;  // more than two words of 64 pixels
constexpr int kMostRows = 12;

/// Hands out the input's bytes, over and over.
class Pixels {
 public:
  Pixels(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  std::uint8_t next() { return bytes_[next_++ % size_]; }

  /// As many equal pixels as `longest` allows, so that short inputs make large shapes.
  cv::Mat picture(cv::Size size, int longest) {
    cv::Mat pixels(size, CV_8UC1);
    int left = 0;
    std::uint8_t value = 0;
    for (auto pixel = pixels.begin<std::uint8_t>(); pixel != pixels.end<std::uint8_t>(); ++pixel) {
      if (left-- == 0) {
        value = next();
        left = longest <= 1 ? 0 : next() % longest;
      }
      *pixel = value;
    }
    return pixels;
  }

 private:
  const std::uint8_t* bytes_;
  std::size_t size_;
  std::size_t next_ = 0;
};

/// Mostly the three values that count.
void make_trimap(cv::Mat& pixels) {
  static constexpr std::array<std::uint8_t, 8> kValues{0, 128, 255, 128, 128, 127, 129, 1};
  for (auto pixel = pixels.begin<std::uint8_t>(); pixel != pixels.end<std::uint8_t>(); ++pixel) {
    *pixel = kValues[*pixel % kValues.size()];
  }
}

void demand_equal(const ScoreCard& got, const oracle::PlainCard& want) {
  if (got.size() != want.size()) std::abort();
  for (const MetricValue& figure : got) {
    const std::optional<double> value = want.at(figure.name);
    const bool of_floats = figure.name == "laplacian" || figure.name == "gradient_penalty";
    const double tolerance = of_floats ? 1e-4 : 1e-11;
    if (figure.value.has_value() == value.has_value() &&
        (!value || std::abs(*figure.value - *value) <= tolerance * std::abs(*value) + 1e-13)) {
      continue;
    }
    std::fprintf(stderr, "%s is %.17g, want %.17g\n", figure.name.c_str(),
                 figure.value.value_or(-1), value.value_or(-1));
    std::abort();
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size <= kHeader) return 0;
  const std::string& convention = conventions()[bytes[0] % conventions().size()].name;
  const cv::Size extent(1 + bytes[2] % kMostColumns, 1 + bytes[3] % kMostRows);
  Pixels pixels(bytes + kHeader, size - kHeader);
  const int longest = 1 << (bytes[1] >> 2) % 8;
  cv::Mat predicted = pixels.picture(extent, longest);
  const cv::Mat truth = pixels.picture(extent, longest);
  cv::Mat trimap = pixels.picture(extent, longest);
  make_trimap(trimap);
  if (convention == "mmagic") {  // which refuses a prediction that leaves the trimap
    predicted.setTo(cv::Scalar(0), trimap == 0);
    predicted.setTo(cv::Scalar(255), trimap == 255);
  }
  ScoreOptions options;
  options.threads = 1 + bytes[1] % 4;
  const Trimap known(trimap);
  demand_equal(score(convention, Alpha(predicted), Alpha(truth), &known, options),
               oracle::plain_score(convention, predicted, truth, trimap));
  return 0;
}
