#include "reports/json_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <ostream>
#include <vector>

#include "core/order_statistics.h"
#include "core/version.h"
#include "reports/score_table.h"

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// On one line. File names and messages from the system need not be UTF-8.
std::string line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json run_object(const RunRecord& run) {
  return {{"id", run.id},
          {"started_at", run.started_at},
          {"ended_at", run.ended_at.empty() ? Json(nullptr) : Json(run.ended_at)},
          {"state", run.state},
          {"command", run.command},
          {"program_version", run.program_version},
          {"machine", run.machine.digest}};
}

Json provenance(const std::vector<RunRecord>& runs) {
  Json run_list = Json::array();
  std::map<std::string, Json> machines;
  for (const RunRecord& run : runs) {
    run_list.push_back(run_object(run));
    Json description = Json::parse(run.machine.description, nullptr, false);
    if (description.is_discarded()) description = run.machine.description;
    machines.emplace(run.machine.digest, std::move(description));
  }
  return {{"program", "mbench"},
          {"program_version", program_version()},
          {"machines", machines},
          {"runs", run_list}};
}

void add_figures(const NamedFigures& figures, Json& object) {
  for (const auto& [name, value] : figures) object[name] = or_null(value);
}

/// The median of each phase's samples, in milliseconds.
Json phase_medians(const MeasurementRecord& measurement) {
  Json medians = Json::object();
  for (const auto& [phase, samples] : measurement.timings_ns) {
    std::vector<double> sorted(samples.begin(), samples.end());
    std::sort(sorted.begin(), sorted.end());
    medians[phase] = sorted.empty() ? Json(nullptr) : Json(median_of(sorted) / 1e6);
  }
  return medians;
}

Json row_object(const LeaderboardRow& row) {
  Json states;
  for (const RowState state : {RowState::ok, RowState::oom, RowState::timeout, RowState::error,
                               RowState::unsupported, RowState::skipped}) {
    states[to_text(state)] = row.count(state);
  }
  Json metrics = Json::object();
  Json images = Json::object();
  for (const MeanScore& score : row.scores) {
    metrics[score.metric] = or_null(score.mean);
    images[score.metric] = score.images;
  }
  Json object{{"model", row.cell.model},
              {"suite", row.cell.suite},
              {"mode", row.cell.mode},
              {"precision", row.cell.precision},
              {"device", row.cell.device},
              {"convention", row.convention},
              {"convention_version", row.convention_version},
              {"weights", row.weights_digest},
              {"synthetic_weights", row.synthetic_weights},
              {"images", row.ok()},
              {"total", row.total},
              {"complete", row.complete()},
              {"states", states},
              {"metrics", metrics},
              {"metric_images", images},
              {"latency_ms", or_null(row.latency_ms)},
              {"images_per_s", or_null(row.images_per_s)},
              {"megapixels_per_s", or_null(row.megapixels_per_s)},
              {"peak_memory_mib", or_null(row.peak_memory_mib)},
              {"process_peak_mib", or_null(row.process_peak_mib)},
              {"tensor_peak_mib", or_null(row.tensor_peak_mib)},
              {"device_peak_mib", or_null(row.device_peak_mib)},
              {"approximate", row.cell.approximate},
              {"plain_max_difference", or_null(row.plain_max_difference)},
              {"plain_mean_difference", or_null(row.plain_mean_difference)},
              {"threads", or_null(row.threads)},
              {"machines", row.machines},
              {"notes", row.notes}};
  add_figures(named(row.latency), object);
  add_figures(named(row.further_costs), object);
  return object;
}

Json image_object(const CellRecord& cell, const ResultRecord& image) {
  const ResultIdentity& identity = image.identity;
  Json metrics = Json::object();
  for (const ScoreRecord& score : image.scores) {
    metrics[score.metric] = or_null(figure(image, score.metric));
  }
  const auto& measured = image.measurement;
  Json object{{"model", cell.model},
              {"suite", cell.suite},
              {"mode", cell.mode},
              {"precision", cell.precision},
              {"device", cell.device},
              {"convention", identity.convention},
              {"convention_version", identity.convention_version},
              {"weights", identity.weights_digest},
              {"sample", image.sample},
              {"foreground", image.foreground},
              {"state", to_text(image.state)},
              {"message", image.message},
              {"width", image.width},
              {"height", image.height},
              {"unknown_pixels", image.unknown_pixels},
              {"image_digest", identity.image_digest},
              {"trimap_digest", identity.trimap_digest},
              {"alpha_digest", identity.alpha_digest},
              {"metrics", metrics},
              {"latency_ms", or_null(latency_ms(image))},
              {"images_per_s", or_null(images_per_s(image))},
              {"megapixels_per_s", or_null(megapixels_per_s(image))},
              {"peak_memory_mib", or_null(peak_memory_mib(image))},
              {"process_peak_mib", or_null(process_peak_mib(image))},
              {"tensor_peak_mib", or_null(tensor_peak_mib(image))},
              {"device_peak_mib", or_null(device_peak_mib(image))},
              {"approximate", cell.approximate},
              {"plain_max_difference", or_null(plain_max_difference(image))},
              {"plain_mean_difference", or_null(plain_mean_difference(image))},
              {"threads", or_null(threads(image))},
              {"machine", measured ? Json(measured->machine_digest) : Json(nullptr)},
              {"phases_ms", measured ? phase_medians(*measured) : Json::object()},
              {"timings_ns", measured ? Json(measured->timings_ns) : Json::object()}};
  add_figures(named(latency_statistics(image)), object);
  add_figures(named(further_costs(image)), object);
  return object;
}

}  // namespace

void write_json_report(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  // Written row by row: a store can hold millions.
  const char* separator = "\n";
  const auto write = [&](const Json& row) {
    out << separator << line(row);
    separator = ",\n";
  };
  out << "{\"title\": " << line(options.title)
      << ",\n\"provenance\": " << line(provenance(results.runs())) << ",\n\"rows\": [";
  if (options.per_image) {
    const auto write_image = [&](const CellRecord& cell, const ResultRecord& image) {
      write(image_object(cell, image));
    };
    for_each_image(results, options, write_image, true);
  } else {
    for (const LeaderboardRow& row : leaderboard(results, options)) write(row_object(row));
  }
  out << "\n]}\n";
}

}  // namespace mbench
