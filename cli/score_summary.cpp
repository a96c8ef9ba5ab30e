#include "cli/score_summary.h"

#include "core/error.h"
#include "datasets/csv_records.h"
#include "datasets/prepared_folders.h"

#include <fmt/format.h>

#include <sstream>
#include <string_view>

namespace mbench {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

GroupMeans means_of(const std::string& group, const std::vector<const ScoredFile*>& files,
                    const std::vector<std::string>& metrics) {
  GroupMeans result;
  result.group = group;
  result.images = files.size();
  for (const ScoredFile* file : files) result.failed += file->error.empty() ? 0 : 1;
  for (const std::string& metric : metrics) {
    std::vector<ClusteredValue> values;
    for (const ScoredFile* file : files) {
      if (const auto value = figure_of(file->card, metric))
        values.push_back({file->cluster, *value});
    }
    result.means.push_back(mean_with_interval(values));
  }
  return result;
}

}  // namespace

std::optional<double> figure_of(const ScoreCard& card, const std::string& metric) {
  for (const MetricValue& value : card) {
    if (value.name == metric) return value.value;
  }
  return std::nullopt;
}

ClusterRule parse_cluster_rule(const std::string& text) {
  if (text == "truth") return ClusterRule::truth;
  if (text == "stem") return ClusterRule::stem;
  if (text == "image") return ClusterRule::image;
  throw UsageError(fmt::format("'{}' is no way to cluster images", text),
                   "known are truth, stem and image");
}

void set_clusters(std::vector<ScoredFile>& files, ClusterRule rule) {
  for (ScoredFile& file : files) {
    if (rule == ClusterRule::stem) file.cluster = without_number(file.name);
    if (rule == ClusterRule::image || file.cluster.empty()) file.cluster = file.name;
  }
}

ImageGroups read_image_groups(const fs::path& path) {
  ImageGroups groups;
  std::istringstream lines(std::string(without_byte_order_mark(read_text(path))));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (trimmed(line).empty()) continue;
    const std::size_t comma = line.rfind(',');
    const std::string name = trimmed(line.substr(0, comma));
    const std::string group =
        comma == std::string::npos ? std::string{} : trimmed(line.substr(comma + 1));
    if (name.empty() || group.empty()) {
      throw DataError(fmt::format("{}:{}: '{}' is not NAME,GROUP", path.string(), number, line));
    }
    if (number == 1 && name == "name" && group == "group") continue;
    const auto [place, is_new] = groups.emplace(name, group);
    if (!is_new && place->second != group) {
      throw DataError(fmt::format("{}:{}: {} is in group {} and in group {}", path.string(), number,
                                  name, place->second, group));
    }
  }
  return groups;
}

std::vector<GroupMeans> group_means(const std::vector<ScoredFile>& files,
                                    const std::vector<std::string>& metrics,
                                    const ImageGroups& groups) {
  std::vector<const ScoredFile*> all;
  std::map<std::string, std::vector<const ScoredFile*>> by_group;
  for (const ScoredFile& file : files) {
    all.push_back(&file);
    const auto found = groups.find(file.name);
    if (found != groups.end()) by_group[found->second].push_back(&file);
  }
  std::vector<GroupMeans> means{means_of("", all, metrics)};
  for (const auto& [group, members] : by_group) means.push_back(means_of(group, members, metrics));
  return means;
}

}  // namespace mbench
