#include "cli/score_table.h"

#include "metrics/cluster_bootstrap.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace mbench {
namespace {

constexpr int kShownDigits = 4;  // decimals of a figure in a table for people

using Json = nlohmann::ordered_json;

Table::Cell cell(const std::optional<double>& value) {
  return value ? Table::Cell(*value) : Table::Cell();
}

std::vector<Column> with_stamp(std::vector<Column> columns, const ScoreStamp& stamp,
                               bool any_failed) {
  columns.push_back({"convention", -1, true});
  columns.push_back({"convention_version", -1, true});
  columns.push_back({"options", -1, stamp.options.empty()});
  columns.push_back({"warnings", -1, true});
  columns.push_back({"error", -1, !any_failed});
  return columns;
}

void add_stamp(Table::Row& row, const ScoreStamp& stamp, const std::vector<std::string>& warnings,
               const std::string& error) {
  row.push_back(stamp.convention);
  row.push_back(stamp.version);
  row.push_back(stamp.options);
  row.push_back(warnings);
  row.push_back(error.empty() ? Table::Cell() : Table::Cell(error));
}

/// A summary line; `figure` gives a metric's cell.
void add_line(Table& table, std::size_t columns, const std::string& name, const GroupMeans& group,
              const std::function<std::optional<double>(const MeanWithInterval&)>& figure) {
  Table::Row row{group.group.empty() ? name : name + " " + group.group};
  for (const auto& mean : group.means)
    row.push_back(cell(mean ? figure(*mean) : std::optional<double>()));
  row.resize(columns);
  table.add_summary(std::move(row));
}

void add_means(Table& table, std::size_t columns, const GroupMeans& group) {
  const auto has_interval = [](const auto& mean) { return mean && mean->interval; };
  add_line(table, columns, "mean", group, [](const MeanWithInterval& mean) { return mean.mean; });
  if (std::none_of(group.means.begin(), group.means.end(), has_interval)) return;
  const auto bound = [&](const char* name, double Interval::*end) {
    add_line(table, columns, name, group, [end](const MeanWithInterval& mean) {
      return mean.interval ? std::optional((*mean.interval).*end) : std::nullopt;
    });
  };
  bound("95 % from", &Interval::low);
  bound("95 % to", &Interval::high);
}

Json stamp_fields(const ScoreStamp& stamp) {
  Json fields;
  fields["convention"] = stamp.convention;
  fields["convention_version"] = stamp.version;
  fields["options"] = stamp.options;
  return fields;
}

InstanceTally total_of(const std::vector<ScoredInstances>& images) {
  InstanceTally total;
  for (const ScoredInstances& image : images) total += image.tally;
  return total;
}

Table::Row instance_row(const std::string& name, const InstanceTally& tally) {
  Table::Row row{name};
  for (const MetricValue& figure : instance_quality(tally)) row.push_back(cell(figure.value));
  row.push_back(tally.matched);
  row.push_back(tally.extra);
  row.push_back(tally.missed);
  return row;
}

}  // namespace

Table score_table(const std::vector<ScoredFile>& files, const std::vector<std::string>& metrics,
                  const std::vector<GroupMeans>& means, const ScoreStamp& stamp) {
  const bool any_failed = std::any_of(files.begin(), files.end(),
                                      [](const ScoredFile& file) { return !file.error.empty(); });
  std::vector<Column> columns{{"name"}};
  for (const std::string& metric : metrics) columns.push_back({"metrics." + metric, kShownDigits});
  columns = with_stamp(std::move(columns), stamp, any_failed);
  Table table(columns);
  for (const ScoredFile& file : files) {
    Table::Row row{file.name};
    for (const std::string& metric : metrics) row.push_back(cell(figure_of(file.card, metric)));
    add_stamp(row, stamp, file.warnings, file.error);
    table.add(std::move(row));
  }
  if (files.size() > 1) {
    for (const GroupMeans& group : means) add_means(table, columns.size(), group);
  }
  return table;
}

Table instance_table(const std::vector<ScoredInstances>& images, const ScoreStamp& stamp) {
  const bool any_failed = std::any_of(images.begin(), images.end(),
                                      [](const auto& image) { return !image.error.empty(); });
  std::vector<Column> columns{{"name"}};
  for (const MetricValue& figure : instance_quality({})) {
    // The plain table has the figures that are published; the others are for programs.
    columns.push_back({"metrics." + figure.name, kShownDigits, !figure.name.starts_with("imq")});
  }
  for (const char* count : {"matched", "extra", "missed"}) columns.push_back({count});
  columns = with_stamp(std::move(columns), stamp, any_failed);
  Table table(columns);
  for (const ScoredInstances& image : images) {
    Table::Row row = instance_row(image.name, image.tally);
    if (!image.error.empty()) std::fill(row.begin() + 1, row.end(), Table::Cell());
    add_stamp(row, stamp, image.warnings, image.error);
    table.add(std::move(row));
  }
  if (images.size() > 1) {
    Table::Row row = instance_row("all images", total_of(images));
    row.resize(columns.size());
    table.add_summary(std::move(row));
  }
  return table;
}

nlohmann::ordered_json score_summary(const std::vector<GroupMeans>& means,
                                     const std::vector<std::string>& metrics,
                                     const std::string& cluster_rule, const ScoreStamp& stamp) {
  const BootstrapOptions bootstrap;
  Json summary = stamp_fields(stamp);
  summary["clusters_by"] = cluster_rule;
  summary["confidence"] = bootstrap.confidence;
  summary["resamples"] = bootstrap.resamples;
  summary["groups"] = Json::array();
  for (const GroupMeans& group : means) {
    Json entry;
    entry["group"] = group.group.empty() ? Json() : Json(group.group);
    entry["images"] = group.images;
    entry["failed"] = group.failed;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const auto& mean = group.means[i];
      Json figure;
      figure["mean"] = mean ? Json(mean->mean) : Json();
      figure["low"] = mean && mean->interval ? Json(mean->interval->low) : Json();
      figure["high"] = mean && mean->interval ? Json(mean->interval->high) : Json();
      figure["images"] = mean ? mean->values : 0;
      figure["clusters"] = mean ? mean->clusters : 0;
      entry["metrics"][metrics[i]] = figure;
    }
    summary["groups"].push_back(entry);
  }
  return summary;
}

nlohmann::ordered_json instance_summary(const std::vector<ScoredInstances>& images,
                                        const ScoreStamp& stamp) {
  const InstanceTally total = total_of(images);
  Json summary = stamp_fields(stamp);
  summary["images"] = images.size();
  summary["failed"] = std::count_if(images.begin(), images.end(),
                                    [](const auto& image) { return !image.error.empty(); });
  summary["matched"] = total.matched;
  summary["extra"] = total.extra;
  summary["missed"] = total.missed;
  for (const MetricValue& figure : instance_quality(total)) {
    summary["metrics"][figure.name] = figure.value ? Json(*figure.value) : Json();
  }
  return summary;
}

}  // namespace mbench
