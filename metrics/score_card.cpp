#include "metrics/score_card.h"

#include "core/error.h"
#include "metrics/convention.h"
#include "metrics/figure_sums.h"
#include "metrics/frame_change.h"
#include "metrics/score_input.h"

#include <fmt/format.h>

#include <cmath>

namespace mbench {
namespace {

/// The convention as the options want it.
Convention chosen(std::string_view name, const ScoreOptions& options) {
  Convention convention = over_region(convention_named(name), options.region);
  if (options.keep_known) convention.info.needs_trimap = true;
  return convention;
}

ScoreInput checked_input(const Convention& convention, const Alpha& predicted, const Alpha& truth,
                         const Trimap* trimap, const ScoreOptions& options) {
  options.check();
  if (trimap == nullptr && convention.info.needs_trimap) {
    throw UsageError(fmt::format("the convention '{}' needs a trimap", convention.info.name),
                     "give one, or choose a convention or region that takes the whole image");
  }
  return score_input(convention, predicted, truth, trimap, options);
}

ScoreCard card_of(const Convention& convention, const ScoreInput& input, const Trimap* trimap,
                  int threads) {
  const FigureSums sums =
      figure_sums(convention, input, trimap == nullptr ? nullptr : &trimap->pixels(), threads);
  ScoreCard card;
  for (const Figure& figure : convention.figures) {
    card.push_back({figure.name, value_of(figure, sums)});
  }
  return card;
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

ConventionInfo describe(std::string_view convention, const ScoreOptions& options) {
  return chosen(convention, options).info;
}

ScoreCard score(std::string_view name, const Alpha& predicted, const Alpha& truth,
                const Trimap* trimap, const ScoreOptions& options) {
  const Convention convention = chosen(name, options);
  return card_of(convention, checked_input(convention, predicted, truth, trimap, options), trimap,
                 options.threads);
}

ScoreCard score_frame(std::string_view name, const Alpha& predicted, const Alpha& truth,
                      const Trimap* trimap, const PreviousFrame* previous,
                      const ScoreOptions& options) {
  const Convention convention = chosen(name, options);
  const ScoreInput input = checked_input(convention, predicted, truth, trimap, options);
  ScoreCard card = card_of(convention, input, trimap, options.threads);
  for (const Figure& figure : convention.sequence_figures) {
    double root = 0;
    if (previous != nullptr) {
      root = std::sqrt(mean_squared_change(
          score_input(convention, previous->predicted, previous->truth, trimap, options), input));
    }
    card.push_back({figure.name, figure.scale * root});
  }
  return card;
}

ScoreCard score_inside(std::string_view name, const Alpha& predicted, const Alpha& truth,
                       const cv::Mat& inside, const ScoreOptions& options) {
  // The mask takes the part of a trimap, but says nothing about opacities.
  ScoreOptions plain = options;
  plain.region = ScoreRegion::unknown;
  plain.keep_known = false;
  Convention convention = over_region(convention_named(name), ScoreRegion::unknown);
  convention.known_must_match = false;
  cv::Mat region(inside.size(), CV_8UC1, cv::Scalar(0));
  region.setTo(cv::Scalar(Trimap::kUnknown), inside);
  const Trimap mask(region);
  return card_of(convention, checked_input(convention, predicted, truth, &mask, plain), &mask,
                 options.threads);
}

}  // namespace mbench
