#include "synth/pillow_weights.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace mbench {
namespace {

constexpr int kWeightBits = 22;

// The order of operations in these three follows Pillow's, so that the doubles agree.

double triangle(double x) { return std::max(0.0, 1.0 - std::abs(x)); }

/// Keys' cubic convolution kernel with a = -1/2.
double cubic(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
  if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * a;
  return 0.0;
}

double sinc(double x) {
  constexpr double kPi = 3.14159265358979323846;
  if (x == 0.0) return 1.0;
  x *= kPi;
  return std::sin(x) / x;
}

double lanczos3(double x) { return x >= -3.0 && x < 3.0 ? sinc(x) * sinc(x / 3.0) : 0.0; }

struct Filter {
  double (*value)(double);
  double support;
};

Filter filter_of(PillowFilter filter) {
  switch (filter) {
    case PillowFilter::bilinear:
      return {triangle, 1.0};
    case PillowFilter::bicubic:
      return {cubic, 2.0};
    case PillowFilter::lanczos:
      return {lanczos3, 3.0};
    case PillowFilter::nearest:
      break;
  }
  throw InternalError("the nearest neighbour has no weights");
}

std::int32_t fixed_point(double weight) {
  const double scaled = weight * (1 << kWeightBits);
  return static_cast<std::int32_t>(scaled < 0.0 ? scaled - 0.5 : scaled + 0.5);
}

}  // namespace

PillowWeights pillow_weights(int from, int to, int needed, PillowFilter filter) {
  const Filter kernel = filter_of(filter);
  const double scale = static_cast<double>(from) / to;
  const double filter_scale = std::max(scale, 1.0);
  const double inverse_scale = 1.0 / filter_scale;
  const double support = kernel.support * filter_scale;

  PillowWeights result;
  result.windows.reserve(static_cast<std::size_t>(needed));
  std::vector<double> exact;
  for (int x = 0; x < needed; ++x) {
    const double centre = (x + 0.5) * scale;
    const int first = std::max(static_cast<int>(centre - support + 0.5), 0);
    const int end = std::min(static_cast<int>(centre + support + 0.5), from);
    exact.clear();
    double sum = 0.0;
    for (int tap = 0; tap < end - first; ++tap) {
      exact.push_back(kernel.value((tap + first - centre + 0.5) * inverse_scale));
      sum += exact.back();
    }
    result.windows.push_back({first, end - first, result.weights.size()});
    for (const double weight : exact) {
      result.weights.push_back(fixed_point(sum != 0.0 ? weight / sum : weight));
    }
  }
  return result;
}

std::vector<int> pillow_nearest(int from, int to, int needed) {
  const double step = static_cast<double>(from) / to;
  std::vector<int> sources(static_cast<std::size_t>(needed));
  // Pillow adds the step up instead of multiplying; the rounding errors are part of the result.
  double position = step * 0.5;
  for (int& source : sources) {
    source = position < from ? static_cast<int>(position) : -1;
    position += step;
  }
  return sources;
}

}  // namespace mbench
