#include "metrics/trimap_sums.h"

#include "metrics/byte_trimap_sums.h"

#include <cmath>

namespace mbench {
namespace {

Differences in_opacity(const ByteDifferences& sums) {
  return {sums.pixels, static_cast<double>(sums.sad_x255) / 255,
          static_cast<double>(sums.mse_x65025) / 65025};
}

ByteDifferences without(const ByteDifferences& a, const ByteDifferences& b) {
  return {a.pixels - b.pixels, a.sad_x255 - b.sad_x255, a.mse_x65025 - b.mse_x65025};
}

TrimapSums byte_sums(const ByteTrimapSums& sums) {
  const ByteDifferences odd =
      without(without(without(sums.whole, sums.unknown), sums.foreground), sums.background);
  return {in_opacity(sums.unknown),           in_opacity(sums.foreground),
          in_opacity(sums.background),        in_opacity(odd),
          in_opacity(sums.forced_foreground), in_opacity(sums.forced_background)};
}

void add(Differences& sums, float predicted, float truth) {
  const double difference = static_cast<double>(predicted) - static_cast<double>(truth);
  sums += {1, std::abs(difference), difference * difference};
}

TrimapSums float_sums(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& trimap) {
  TrimapSums sums;
  for (int y = 0; y < truth.rows; ++y) {
    const float* const p = predicted.ptr<float>(y);
    const float* const g = truth.ptr<float>(y);
    const std::uint8_t* const t = trimap.ptr(y);
    for (int x = 0; x < truth.cols; ++x) {
      if (t[x] == 128) {
        add(sums.unknown, p[x], g[x]);
      } else if (t[x] == 255) {
        add(sums.foreground, p[x], g[x]);
        add(sums.forced_foreground, 1, g[x]);
      } else if (t[x] == 0) {
        add(sums.background, p[x], g[x]);
        add(sums.forced_background, 0, g[x]);
      } else {
        add(sums.odd, p[x], g[x]);
      }
    }
  }
  return sums;
}

}  // namespace

Differences& Differences::operator+=(const Differences& other) {
  pixels += other.pixels;
  absolute += other.absolute;
  squared += other.squared;
  return *this;
}

Differences operator+(Differences a, const Differences& b) { return a += b; }

TrimapSums trimap_sums(const cv::Mat& predicted, const cv::Mat& truth, const cv::Mat& trimap) {
  return truth.depth() == CV_8U ? byte_sums(byte_trimap_sums(predicted, truth, trimap))
                                : float_sums(predicted, truth, trimap);
}

}  // namespace mbench
