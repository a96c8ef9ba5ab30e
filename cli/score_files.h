#pragma once

#include "cli/score_jobs.h"
#include "core/progress.h"
#include "metrics/score_card.h"

#include <string>
#include <vector>

namespace mbench {

/// By which rules jobs are scored.
struct ScoreRules {
  std::string convention;
  ScoreOptions options;
  bool sequence = false;  ///< frames of videos, each with the one before
};

/// A job and what came of it.
struct ScoredFile {
  std::string name;
  std::string cluster;  ///< see ScoreJob
  ScoreCard card;       ///< empty if there is an error
  std::vector<std::string> warnings;
  std::string error;
};

/// Scores the jobs on as many threads as the rules' options say, each decoding and computing
/// by turns, so that the one image's decoding overlaps the other's metrics. Results are in the
/// jobs' order. A picture that cannot be used becomes an error of its row.
///
/// Throws Interrupted when the user asked to stop.
std::vector<ScoredFile> score_files(const std::vector<ScoreJob>& jobs, const ScoreRules& rules,
                                    Progress& progress);

/// Scores one job, its three pictures decoded at the same time if the threads allow.
/// Throws DataError instead of filling in an error.
ScoredFile score_one(const ScoreJob& job, const ScoreRules& rules);

}  // namespace mbench
