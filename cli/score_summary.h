#pragma once

#include "cli/score_files.h"
#include "metrics/cluster_bootstrap.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// A figure of an image; none where it has not got it.
std::optional<double> figure_of(const ScoreCard& card, const std::string& metric);

/// What images resemble each other in, for the interval of a mean.
enum class ClusterRule {
  truth,  ///< they share a truth, or are frames of one video
  stem,   ///< their names without a trailing _NUMBER are the same
  image,  ///< nothing: each stands for itself
};

/// "truth", "stem" or "image". Throws UsageError for another word.
ClusterRule parse_cluster_rule(const std::string& text);

/// Files each image under the rule's cluster.
void set_clusters(std::vector<ScoredFile>& files, ClusterRule rule);

/// Which group each image belongs to, by its name.
using ImageGroups = std::map<std::string, std::string>;

/// Reads a list of NAME,GROUP lines; a first line "name,group" and empty lines are skipped.
/// Throws DataError that names the file and the line.
ImageGroups read_image_groups(const fs::path& path);

/// The means of the images of one group, or of all.
struct GroupMeans {
  std::string group;       ///< empty: all images
  std::size_t images = 0;  ///< failed ones included
  std::size_t failed = 0;
  /// In the order of the metrics; none where no image has the figure.
  std::vector<std::optional<MeanWithInterval>> means;
};

/// All images first, then the groups by name. A mean is over the images that were scored and
/// have the figure.
std::vector<GroupMeans> group_means(const std::vector<ScoredFile>& files,
                                    const std::vector<std::string>& metrics,
                                    const ImageGroups& groups);

}  // namespace mbench
