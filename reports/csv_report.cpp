#include "reports/csv_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reports/csv_writer.h"
#include "reports/score_table.h"

namespace mbench {
namespace {

constexpr RowState kStates[] = {RowState::ok,    RowState::oom,         RowState::timeout,
                                RowState::error, RowState::unsupported, RowState::skipped};

/// Those that have no column of their own at the beginning.
std::vector<std::string> further_metrics(const std::vector<std::string>& metrics) {
  std::vector<std::string> further;
  for (const std::string& metric : in_column_order(metrics)) {
    if (metric != "sad" && metric != "mse" && metric != "grad" && metric != "conn") {
      further.push_back(metric);
    }
  }
  return further;
}

void write_names(CsvWriter& csv, const NamedFigures& figures) {
  for (const auto& figure : figures) csv.text(figure.first);
}

void write_values(CsvWriter& csv, const NamedFigures& figures) {
  for (const auto& figure : figures) csv.number(figure.second);
}

void write_header(CsvWriter& csv, std::initializer_list<const char*> columns,
                  std::initializer_list<const char*> last_columns,
                  const std::vector<std::string>& further) {
  for (const char* column : {"model", "suite", "mode", "images", "sad", "mse", "grad", "conn",
                             "latency_ms", "peak_memory_mib"}) {
    csv.text(column);
  }
  for (const char* column : columns) csv.text(column);
  for (const char* column : {"images_per_s", "megapixels_per_s", "process_peak_mib",
                             "tensor_peak_mib", "device_peak_mib"}) {
    csv.text(column);
  }
  write_names(csv, named(LatencyStatistics()));
  write_names(csv, named(FurtherCosts()));
  for (const char* column : last_columns) csv.text(column);
  for (const std::string& metric : further) csv.text(metric);
  csv.end_line();
}

void write_row(CsvWriter& csv, const LeaderboardRow& row, const std::vector<std::string>& further) {
  csv.text(row.cell.model).text(row.cell.suite).text(row.cell.mode).integer(row.ok());
  for (const char* metric : {"sad", "mse", "grad", "conn"}) csv.number(row.mean(metric));
  csv.number(row.latency_ms).number(row.peak_memory_mib);
  csv.text(row.cell.precision).text(row.cell.device).text(row.convention);
  csv.integer(row.convention_version).text(row.weights_digest).integer(row.total);
  for (const RowState state : kStates) csv.integer(row.count(state));
  csv.integer(row.total - row.stored()).integer(row.threads);
  csv.number(row.images_per_s).number(row.megapixels_per_s);
  csv.number(row.process_peak_mib).number(row.tensor_peak_mib).number(row.device_peak_mib);
  write_values(csv, named(row.latency));
  write_values(csv, named(row.further_costs));
  csv.text(fmt::format("{}", fmt::join(row.machines, " ")));
  csv.text(fmt::format("{}", fmt::join(row.notes, "; ")));
  csv.integer(row.cell.approximate ? 1 : 0);
  csv.number(row.plain_max_difference).number(row.plain_mean_difference);
  for (const std::string& metric : further) csv.number(row.mean(metric));
  csv.end_line();
}

void write_rows(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  const std::vector<LeaderboardRow> rows = leaderboard(results, options);
  std::vector<std::string> metrics;
  for (const LeaderboardRow& row : rows) {
    for (const MeanScore& score : row.scores) metrics.push_back(score.metric);
  }
  const std::vector<std::string> further = further_metrics(metrics);
  CsvWriter csv(out);
  write_header(
      csv,
      {"precision", "device", "convention", "convention_version", "weights", "total", "ok", "oom",
       "timeout", "error", "unsupported", "skipped", "missing", "threads"},
      {"machines", "notes", "approximate", "plain_max_difference", "plain_mean_difference"},
      further);
  for (const LeaderboardRow& row : rows) write_row(csv, row, further);
}

void write_image(CsvWriter& csv, const CellRecord& cell, const ResultRecord& image,
                 const std::vector<std::string>& further) {
  const ResultIdentity& identity = image.identity;
  csv.text(cell.model).text(cell.suite).text(cell.mode);
  csv.integer(image.state == RowState::ok ? 1 : 0);
  for (const char* metric : {"sad", "mse", "grad", "conn"}) csv.number(figure(image, metric));
  csv.number(latency_ms(image)).number(peak_memory_mib(image));
  csv.text(image.sample).text(image.foreground).text(to_text(image.state)).text(image.message);
  csv.text(cell.precision).text(cell.device).text(identity.convention);
  csv.integer(identity.convention_version).text(identity.weights_digest);
  csv.integer(image.width).integer(image.height).integer(image.unknown_pixels);
  csv.integer(threads(image)).number(images_per_s(image)).number(megapixels_per_s(image));
  csv.number(process_peak_mib(image)).number(tensor_peak_mib(image));
  csv.number(device_peak_mib(image));
  write_values(csv, named(latency_statistics(image)));
  write_values(csv, named(further_costs(image)));
  csv.text(image.measurement ? image.measurement->machine_digest : "");
  csv.integer(cell.approximate ? 1 : 0);
  csv.number(plain_max_difference(image)).number(plain_mean_difference(image));
  for (const std::string& metric : further) csv.number(figure(image, metric));
  csv.end_line();
}

void write_images(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  const std::vector<std::string> further = further_metrics(results.metrics());
  CsvWriter csv(out);
  write_header(csv,
               {"sample", "foreground", "state", "message", "precision", "device", "convention",
                "convention_version", "weights", "width", "height", "unknown_pixels", "threads"},
               {"machine", "approximate", "plain_max_difference", "plain_mean_difference"},
               further);
  const auto write = [&](const CellRecord& cell, const ResultRecord& image) {
    write_image(csv, cell, image, further);
  };
  for_each_image(results, options, write, true);
}

}  // namespace

void write_csv_report(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  options.per_image ? write_images(results, options, out) : write_rows(results, options, out);
}

}  // namespace mbench
