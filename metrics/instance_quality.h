#pragma once

#include "core/image.h"
#include "metrics/score_card.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// When a predicted instance counts as found.
struct InstanceRule {
  /// Least intersection over union of the pixels above 0.
  double least_iou = 0.5;

  /// Throws UsageError unless 0 < least_iou <= 1.
  void check() const;
};

/// What the images of a set add up to.
struct InstanceTally {
  std::int64_t matched = 0;  ///< pairs that overlap enough (true positives)
  std::int64_t extra = 0;    ///< predictions without a truth (false positives)
  std::int64_t missed = 0;   ///< truths without a prediction (false negatives)
  /// Sums over the matched pairs: of 1 - min(10 error, 1) with the errors of the convention
  /// `instmatt-imq`, and of intersection over union.
  double mad = 0;
  double mse = 0;
  double grad = 0;
  double conn = 0;
  double iou = 0;

  InstanceTally& operator+=(const InstanceTally& other);
};

/// Matches the instances of one image, one alpha each, as Sun et al. (Human Instance Matting
/// via Mutual Guidance and Multi-Instance Refinement, CVPR 2022) and Matting Anything do: the
/// one-to-one assignment with the greatest total intersection over union, of which pairs count
/// that reach the rule's least.
///
/// Throws DataError if the alphas differ in size or a float one holds NaN or values outside
/// 0..1, UsageError if the rule fails its check.
InstanceTally tally_instances(const std::vector<Alpha>& predicted, const std::vector<Alpha>& truth,
                              const InstanceRule& rule = {});

/// Instance matting quality over a whole set: `imq_mad`, `imq_mse`, `imq_grad`, `imq_conn` and
/// `imq_iou`, each the tally's sum / (matched + extra/2 + missed/2 + 1e-6); `mq_...`, the same
/// sums / matched, without value where nothing matched; `rq` = matched / (the same as for imq).
/// All in 0..1, higher is better.
ScoreCard instance_quality(const InstanceTally& tally);

}  // namespace mbench
