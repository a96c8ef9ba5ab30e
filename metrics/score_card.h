#pragma once

#include "core/image.h"
#include "metrics/score_options.h"

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
  /// Names of the figures that score_frame() adds for a frame of a video.
  std::vector<std::string> sequence_metrics;
};

/// Every convention, the default (`matlab`) first.
const std::vector<ConventionInfo>& conventions();

/// Throws UsageError that names the nearest known names.
const ConventionInfo& find_convention(std::string_view name);

/// What find_convention() says, but for these options: another region may leave figures out
/// and may need a trimap or none.
ConventionInfo describe(std::string_view convention, const ScoreOptions& options);

/// The figures of `predicted` against `truth` in the convention's own units.
///
/// `trimap` may be null for a convention that needs none. Byte alphas are scored in exact
/// integers; a float alpha is taken as it is by conventions that score floats and is
/// quantised to the nearest byte by the others, unless the options say otherwise.
///
/// Throws DataError if the sizes differ, if a float alpha holds NaN or values outside 0..1,
/// or if the convention refuses the prediction; UsageError for an unknown convention, options
/// that fail their check or a missing trimap.
ScoreCard score(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                const Trimap* trimap, const ScoreOptions& options = {});

/// A prediction and its truth in the frame before.
struct PreviousFrame {
  const Alpha& predicted;
  const Alpha& truth;
};

/// score() for a frame of a video, and the convention's `sequence_metrics` behind it: dtssd is
/// 100 sqrt(mean(((p - p') - (g - g'))^2)) with p', g' of the frame before. It is 0 for the
/// first frame of a sequence, which has no `previous`, and that frame counts in the mean.
ScoreCard score_frame(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                      const Trimap* trimap, const PreviousFrame* previous,
                      const ScoreOptions& options = {});

/// score() over the pixels where `inside` (CV_8UC1) is not zero, such as one instance of many:
/// the figures sad, mse, mad, grad and conn that the convention has, by its own rules and
/// scales. The options' region and keep_known do not apply.
ScoreCard score_inside(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                       const cv::Mat& inside, const ScoreOptions& options = {});

}  // namespace mbench
