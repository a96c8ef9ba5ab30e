#pragma once

#include "metrics/connection.h"
#include "metrics/gradient_error.h"
#include "metrics/region_kind.h"
#include "metrics/score_card.h"

#include <string>
#include <vector>

namespace mbench {

/// What a figure measures.
enum class Quantity {
  absolute,          ///< sum of |a - b|: SAD, and MAD where divided by pixels
  squared,           ///< sum of (a - b)^2
  gradient,          ///< sum of squared differences of gradient amplitudes
  connected,         ///< sum of differences of connectedness
  laplacian,         ///< Laplacian-pyramid loss, see training_losses.h
  gradient_penalty,  ///< sum of the gradient-penalty loss, see training_losses.h
  temporal,          ///< root of the mean squared difference of changes since the last frame
};

/// Over which pixels.
enum class FigureRegion {
  counted,     ///< the convention's own region
  whole,       ///< all
  foreground,  ///< the trimap is 255
  background,  ///< the trimap is 0
  detail,      ///< the trimap is above 0
  known,       ///< the trimap is not 128
  forced,      ///< all, after the prediction is forced to 0 and 1 where the trimap knows
};

/// What the sum is divided by.
enum class Divisor {
  one,
  pixels,           ///< of the figure's region; no figure where there are none
  pixels_or_zero,   ///< ... the figure is 0 where there are none
  pixels_or_tiny,   ///< ... plus 1e-8, so 0 where there are none
  pixels_plus_one,  ///< ... plus 1
  unknown,          ///< unknown pixels, whatever the region; the figure is 0 without any
  /// Unknown pixels; without any, those that are neither 0 nor 255; no figure without either.
  unknown_or_odd,
};

/// One figure of a convention.
struct Figure {
  std::string name;
  Quantity quantity = Quantity::absolute;
  FigureRegion region = FigureRegion::counted;
  Divisor divisor = Divisor::one;
  double scale = 1;
};

/// One way of computing the metrics, as data.
struct Convention {
  ConventionInfo info;
  RegionKind region = RegionKind::unknown;  ///< of Grad, Conn and `FigureRegion::counted`
  std::vector<Figure> figures;
  std::vector<Figure> sequence_figures;  ///< that need the frame before

  bool double_precision = false;  ///< thresholds are compared in double: 0.6 is above 153/255
  ConnectionRule connection;
  GradientFilter filter = GradientFilter::unit_norm_9;
  bool stretch_gradient = true;  ///< for Grad, each alpha to 0..1 by its own extremes

  bool stretch_all = false;       ///< both alphas stretched so before everything
  bool known_must_match = false;  ///< refuses a prediction unlike the trimap where that knows
  bool scores_floats = false;     ///< a float prediction is taken as it is
};

/// Every convention, the default first.
const std::vector<Convention>& convention_list();

/// Throws UsageError that names the nearest known names.
const Convention& convention_named(std::string_view name);

/// The convention over another region: what ScoreOptions::region says.
Convention over_region(const Convention& convention, ScoreRegion region);

}  // namespace mbench
