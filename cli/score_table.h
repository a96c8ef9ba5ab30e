#pragma once

#include "cli/score_instances.h"
#include "cli/score_summary.h"
#include "cli/table.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace mbench {

/// What stands beside every figure: by whose rules it is.
struct ScoreStamp {
  std::string convention;
  int version = 1;
  std::string options;  ///< ScoreOptions::stamp()
};

/// One row an image, and below them the means with their intervals.
Table score_table(const std::vector<ScoredFile>& files, const std::vector<std::string>& metrics,
                  const std::vector<GroupMeans>& means, const ScoreStamp& stamp);

/// One row an image with its own quality, and below them the quality of the set, which is no
/// mean of theirs.
Table instance_table(const std::vector<ScoredInstances>& images, const ScoreStamp& stamp);

/// What --summary writes: the means, their intervals, and what they rest on.
nlohmann::ordered_json score_summary(const std::vector<GroupMeans>& means,
                                     const std::vector<std::string>& metrics,
                                     const std::string& cluster_rule, const ScoreStamp& stamp);
nlohmann::ordered_json instance_summary(const std::vector<ScoredInstances>& images,
                                        const ScoreStamp& stamp);

}  // namespace mbench
