#include "metrics/figure_sums.h"

#include "metrics/training_losses.h"

#include <limits>

namespace mbench {
namespace {

bool has_figure(const Convention& convention, Quantity quantity) {
  for (const Figure& figure : convention.figures) {
    if (figure.quantity == quantity) return true;
  }
  return false;
}

bool looks_beyond_region(const Convention& convention) {
  for (const Figure& figure : convention.figures) {
    if (figure.region != FigureRegion::counted) return true;
  }
  return false;
}

RealErrorRules rules_of(const Convention& convention) {
  RealErrorRules rules;
  rules.double_precision = convention.double_precision;
  rules.shared.region = convention.region;
  rules.shared.with_gradient = has_figure(convention, Quantity::gradient);
  rules.shared.filter = convention.filter;
  rules.shared.stretch = convention.stretch_gradient;
  rules.shared.with_connectivity = has_figure(convention, Quantity::connected);
  rules.shared.sixth_threshold = convention.double_precision ? 154 : 153;
  rules.shared.connection = convention.connection;
  return rules;
}

/// Sums over the convention's region.
RealErrors measure_region(const ScoreInput& input, const cv::Mat* trimap,
                          const RealErrorRules& rules, int threads) {
  if (!input.is_bytes()) return real_errors(input.predicted, input.truth, trimap, rules, threads);
  const ByteErrors bytes = byte_errors(input.predicted, input.truth, trimap, rules.shared, threads);
  return {bytes.pixels, static_cast<double>(bytes.sad_x255) / 255,
          static_cast<double>(bytes.mse_x65025) / 65025, static_cast<double>(bytes.conn_x510) / 510,
          bytes.gradient};
}

constexpr double kInfinite = std::numeric_limits<double>::infinity();

Differences differences_of(const Figure& figure, const FigureSums& sums) {
  switch (figure.region) {
    case FigureRegion::whole:
      return sums.parts.whole();
    case FigureRegion::foreground:
      return sums.parts.foreground;
    case FigureRegion::background:
      return sums.parts.background;
    case FigureRegion::detail:
      return sums.parts.detail();
    case FigureRegion::known:
      return sums.parts.known();
    case FigureRegion::forced:
      return sums.parts.forced();
    case FigureRegion::counted:
      break;
  }
  return {sums.counted.pixels, sums.counted.absolute, sums.counted.squared};
}

std::optional<double> sum_of(const Figure& figure, const FigureSums& sums) {
  switch (figure.quantity) {
    case Quantity::absolute:
      return differences_of(figure, sums).absolute;
    case Quantity::squared:
      return differences_of(figure, sums).squared;
    case Quantity::gradient:
      return sums.counted.gradient;
    case Quantity::connected:
      return sums.counted.connected;
    case Quantity::laplacian:
      return sums.laplacian;
    case Quantity::gradient_penalty:
      return sums.gradient_penalty;
    case Quantity::temporal:
      break;
  }
  return std::nullopt;
}

/// None: no figure.
std::optional<double> divisor_of(const Figure& figure, const FigureSums& sums) {
  const auto some = [](std::int64_t pixels) -> std::optional<double> {
    if (pixels == 0) return std::nullopt;
    return static_cast<double>(pixels);
  };
  const std::int64_t pixels = differences_of(figure, sums).pixels;
  const std::int64_t unknown = sums.parts.unknown.pixels;
  switch (figure.divisor) {
    case Divisor::pixels:
      return some(pixels);
    case Divisor::pixels_or_zero:
      return pixels == 0 ? kInfinite : static_cast<double>(pixels);
    case Divisor::pixels_or_tiny:
      return static_cast<double>(pixels) + 1e-8;
    case Divisor::pixels_plus_one:
      return static_cast<double>(pixels + 1);
    case Divisor::unknown:
      return unknown == 0 ? kInfinite : static_cast<double>(unknown);
    case Divisor::unknown_or_odd:
      return some(unknown != 0 ? unknown : sums.parts.odd.pixels);
    case Divisor::one:
      break;
  }
  return 1;
}

}  // namespace

FigureSums figure_sums(const Convention& convention, const ScoreInput& input, const cv::Mat* trimap,
                       int threads) {
  FigureSums sums;
  sums.counted = measure_region(input, trimap, rules_of(convention), threads);
  if (looks_beyond_region(convention)) {
    sums.parts = trimap_sums(input.predicted, input.truth, *trimap);
  }
  if (has_figure(convention, Quantity::laplacian) ||
      has_figure(convention, Quantity::gradient_penalty)) {
    const cv::Mat predicted = opacities(input.predicted);
    const cv::Mat truth = opacities(input.truth);
    sums.laplacian = laplacian_loss(predicted, truth);
    sums.gradient_penalty = gradient_penalty(predicted, truth, *trimap == 128);
  }
  return sums;
}

std::optional<double> value_of(const Figure& figure, const FigureSums& sums) {
  const std::optional<double> sum = sum_of(figure, sums);
  const std::optional<double> divisor = divisor_of(figure, sums);
  if (!sum || !divisor) return std::nullopt;
  return figure.scale * *sum / *divisor;
}

}  // namespace mbench
