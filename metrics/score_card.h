#pragma once

#include "core/image.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One figure of an image.
struct MetricValue {
  std::string name;             ///< "sad", "mse", "grad", "conn", "sad_trimap", ...
  std::optional<double> value;  ///< none where the convention's own code gives NaN or infinity
};

/// All figures of one prediction under one convention.
using ScoreCard = std::vector<MetricValue>;

/// What a convention needs to be told about.
struct ConventionInfo {
  std::string name;                  ///< "matlab", "mmagic", ...
  int version = 1;                   ///< raised when the same input may give another figure
  std::string summary;               ///< one line
  std::vector<std::string> metrics;  ///< the names of its figures, in order
  bool needs_trimap = true;
};

/// Every convention, the default (`matlab`) first.
const std::vector<ConventionInfo>& conventions();

/// Throws UsageError that names the nearest known names.
const ConventionInfo& find_convention(std::string_view name);

/// How a float prediction is brought to what the convention scores.
enum class Quantisation {
  convention,  ///< as its own code gets it: nearest byte, or as it is where it scores floats
  truncate,    ///< to the byte below, as most savers do
  nearest,     ///< to the nearest byte
  none,        ///< as it is, under every convention
};

/// What moves published figures without being part of a convention.
struct ScoreOptions {
  Quantisation quantisation = Quantisation::convention;
  /// Force the prediction to 0 and 1 where the trimap is 0 and 255, before everything.
  bool keep_known = false;
  /// For one image; where there are many, score them in parallel instead.
  int threads = 1;
};

/// The figures of `predicted` against `truth` in the convention's own units.
///
/// `trimap` may be null for a convention that needs none. Byte alphas are scored in exact
/// integers; a float alpha is taken as it is by conventions that score floats and is
/// quantised to the nearest byte by the others, unless the options say otherwise.
///
/// Throws DataError if the sizes differ, if a float alpha holds NaN or values outside 0..1,
/// or if the convention refuses the prediction; UsageError for an unknown convention or a
/// missing trimap.
ScoreCard score(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                const Trimap* trimap, const ScoreOptions& options = {});

/// SAD, MSE, MAD, Grad and Conn ("sad", "mse", "mad", "grad", "conn") by the convention's
/// rules and scales, but over the pixels where `inside` (CV_8UC1) is not zero: an instance,
/// one side of the trimap. MSE and MAD are means over those pixels, without value where there
/// are none.
///
/// Throws as score().
ScoreCard score_inside(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                       const cv::Mat& inside, const ScoreOptions& options = {});

}  // namespace mbench
