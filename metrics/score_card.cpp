#include "metrics/score_card.h"

#include "core/error.h"
#include "metrics/byte_errors.h"
#include "metrics/convention.h"
#include "metrics/real_errors.h"
#include "metrics/score_input.h"
#include "metrics/trimap_sums.h"

#include <fmt/format.h>

#include <cmath>

namespace mbench {
namespace {

/// Differences over some pixels, in opacity.
struct Differences {
  std::int64_t pixels = 0;
  double absolute = 0;
  double squared = 0;
};

Differences in_opacity(const DifferenceSums& sums) {
  return {sums.pixels, static_cast<double>(sums.sad_x255) / 255,
          static_cast<double>(sums.mse_x65025) / 65025};
}

/// All that a convention's figures are made of.
struct Measured {
  RealErrors counted;  ///< over the convention's own region
  Differences whole;
  Differences foreground;
  Differences background;
  Differences detail;
  Differences forced;
  std::int64_t unknown_pixels = 0;
  std::int64_t odd_pixels = 0;
};

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
  const Differences sums = in_opacity({bytes.pixels, bytes.sad_x255, bytes.mse_x65025});
  return {sums.pixels, sums.absolute, sums.squared, static_cast<double>(bytes.conn_x510) / 510,
          bytes.gradient};
}

/// Differences where `counts(trimap value)`, of float alphas; forced to the trimap if so.
template <typename Counts>
Differences differences_where(const ScoreInput& input, const cv::Mat& trimap, bool forced,
                              Counts counts) {
  Differences sums;
  for (int y = 0; y < trimap.rows; ++y) {
    for (int x = 0; x < trimap.cols; ++x) {
      const int known = trimap.at<std::uint8_t>(y, x);
      if (!counts(known)) continue;
      double p = static_cast<double>(input.predicted.at<float>(y, x));
      if (forced && (known == 0 || known == 255)) p = known / 255.0;
      const double difference = p - static_cast<double>(input.truth.at<float>(y, x));
      ++sums.pixels;
      sums.absolute += std::abs(difference);
      sums.squared += difference * difference;
    }
  }
  return sums;
}

/// Sums by the trimap's value.
void measure_parts(const ScoreInput& input, const cv::Mat& trimap, Measured& measured) {
  if (input.is_bytes()) {
    const TrimapSums sums = trimap_sums(input.predicted, input.truth, trimap);
    measured.whole = in_opacity(sums.whole());
    measured.foreground = in_opacity(sums.foreground);
    measured.background = in_opacity(sums.background);
    measured.detail = in_opacity(sums.unknown + sums.foreground + sums.odd);
    measured.forced = in_opacity(sums.forced());
    measured.unknown_pixels = sums.unknown.pixels;
    measured.odd_pixels = sums.odd.pixels;
    return;
  }
  const auto where = [&](bool forced, auto counts) {
    return differences_where(input, trimap, forced, counts);
  };
  const auto any = [](int) { return true; };
  measured.whole = where(false, any);
  measured.foreground = where(false, [](int known) { return known == 255; });
  measured.background = where(false, [](int known) { return known == 0; });
  measured.detail = where(false, [](int known) { return known > 0; });
  measured.forced = where(true, any);
  measured.unknown_pixels = where(false, [](int known) { return known == 128; }).pixels;
  measured.odd_pixels = measured.whole.pixels - measured.foreground.pixels -
                        measured.background.pixels - measured.unknown_pixels;
}

Differences differences_of(const Figure& figure, const Measured& measured) {
  switch (figure.region) {
    case FigureRegion::whole:
      return measured.whole;
    case FigureRegion::foreground:
      return measured.foreground;
    case FigureRegion::background:
      return measured.background;
    case FigureRegion::detail:
      return measured.detail;
    case FigureRegion::forced:
      return measured.forced;
    case FigureRegion::counted:
      break;
  }
  return {measured.counted.pixels, measured.counted.absolute, measured.counted.squared};
}

double sum_of(const Figure& figure, const Differences& differences, const Measured& measured) {
  switch (figure.quantity) {
    case Quantity::absolute:
      return differences.absolute;
    case Quantity::squared:
      return differences.squared;
    case Quantity::gradient:
      return measured.counted.gradient;
    case Quantity::connected:
      break;
  }
  return measured.counted.connected;
}

/// None: the convention's code divides by zero here.
std::optional<double> value_of(const Figure& figure, const Measured& measured) {
  const Differences differences = differences_of(figure, measured);
  const double sum = figure.scale * sum_of(figure, differences, measured);
  const auto over = [&](std::int64_t pixels) -> std::optional<double> {
    if (pixels == 0) return std::nullopt;
    return sum / static_cast<double>(pixels);
  };
  switch (figure.divisor) {
    case Divisor::pixels:
      return over(differences.pixels);
    case Divisor::pixels_or_tiny:
      return sum / (static_cast<double>(differences.pixels) + 1e-8);
    case Divisor::pixels_plus_one:
      return sum / static_cast<double>(differences.pixels + 1);
    case Divisor::unknown:
      return measured.unknown_pixels == 0 ? 0 : over(measured.unknown_pixels);
    case Divisor::unknown_or_odd:
      return over(measured.unknown_pixels != 0 ? measured.unknown_pixels : measured.odd_pixels);
    case Divisor::one:
      break;
  }
  return sum;
}

ScoreCard card_of(const std::vector<Figure>& figures, const Measured& measured) {
  ScoreCard card;
  for (const Figure& figure : figures) card.push_back({figure.name, value_of(figure, measured)});
  return card;
}

double scale_of(const Convention& convention, Quantity quantity) {
  for (const Figure& figure : convention.figures) {
    if (figure.quantity == quantity && figure.divisor == Divisor::one) return figure.scale;
  }
  return 1;
}

}  // namespace

const std::vector<ConventionInfo>& conventions() {
  static const std::vector<ConventionInfo> list = [] {
    std::vector<ConventionInfo> infos;
    for (const Convention& convention : convention_list()) infos.push_back(convention.info);
    return infos;
  }();
  return list;
}

const ConventionInfo& find_convention(std::string_view name) { return convention_named(name).info; }

ScoreCard score(std::string_view name, const Alpha& predicted, const Alpha& truth,
                const Trimap* trimap, const ScoreOptions& options) {
  const Convention& convention = convention_named(name);
  if (trimap == nullptr && (convention.info.needs_trimap || options.keep_known)) {
    throw UsageError(fmt::format("the convention '{}' needs a trimap", convention.info.name),
                     "give one, or choose a convention that scores the whole image");
  }
  const ScoreInput input = score_input(convention, predicted, truth, trimap, options);
  const cv::Mat* const regions = trimap == nullptr ? nullptr : &trimap->pixels();
  Measured measured;
  measured.counted = measure_region(input, regions, rules_of(convention), options.threads);
  if (looks_beyond_region(convention)) measure_parts(input, *regions, measured);
  return card_of(convention.figures, measured);
}

ScoreCard score_inside(std::string_view name, const Alpha& predicted, const Alpha& truth,
                       const cv::Mat& inside, const ScoreOptions& options) {
  const Convention& convention = convention_named(name);
  cv::Mat region(inside.size(), CV_8UC1, cv::Scalar(0));
  region.setTo(cv::Scalar(Trimap::kUnknown), inside);
  const Trimap trimap(region);
  ScoreOptions plain = options;
  plain.keep_known = false;  // this trimap says nothing about opacities
  Convention anywhere = convention;
  anywhere.known_must_match = false;
  const ScoreInput input = score_input(anywhere, predicted, truth, &trimap, plain);
  RealErrorRules rules = rules_of(convention);
  rules.shared.region = RegionKind::unknown;
  rules.shared.with_gradient = true;
  rules.shared.with_connectivity = true;
  Measured measured;
  measured.counted = measure_region(input, &trimap.pixels(), rules, options.threads);
  const double grad_scale = scale_of(convention, Quantity::gradient);
  const double conn_scale = scale_of(convention, Quantity::connected);
  return card_of({{"sad", Quantity::absolute, FigureRegion::counted, Divisor::one, 1e-3},
                  {"mse", Quantity::squared, FigureRegion::counted, Divisor::pixels, 1},
                  {"mad", Quantity::absolute, FigureRegion::counted, Divisor::pixels, 1},
                  {"grad", Quantity::gradient, FigureRegion::counted, Divisor::one, grad_scale},
                  {"conn", Quantity::connected, FigureRegion::counted, Divisor::one, conn_scale}},
                 measured);
}

}  // namespace mbench
