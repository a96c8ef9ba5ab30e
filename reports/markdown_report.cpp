#include "reports/markdown_report.h"

#include <fmt/format.h>

#include <map>
#include <ostream>

#include "core/version.h"
#include "reports/score_table.h"

namespace mbench {
namespace {

/// Text from files and users, so that none of it becomes markup or ends a table's cell.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '\n' || letter == '\r') {
      safe += ' ';
      continue;
    }
    if (letter == '<') {
      safe += "&lt;";
      continue;
    }
    if (letter == '&') {
      safe += "&amp;";
      continue;
    }
    if (std::string_view("\\`*_[]|~#>!").find(letter) != std::string_view::npos) safe += '\\';
    safe += letter;
  }
  return safe;
}

std::string shown(const std::optional<double>& value, double factor = 1) {
  return display_number(value ? std::optional<double>(*value * factor) : std::nullopt);
}

std::string with_best(const std::optional<double>& value, const std::optional<double>& best,
                      bool in_the_race, double factor = 1) {
  const std::string text = shown(value, factor);
  return in_the_race && value && value == best ? "**" + text + "**" : text;
}

std::string metric_heading(const std::string& convention, const std::string& metric) {
  const MetricDisplay display = metric_display(convention, metric);
  const std::string label = escaped(display.label);
  return display.unit.empty() ? label : fmt::format("{} ({})", label, display.unit);
}

/// What the row lacks and what else must be known: "1 oom, 2 missing; mixes weights".
std::string remarks(const LeaderboardRow& row) {
  std::vector<std::string> lacking;
  for (const RowState state : {RowState::oom, RowState::timeout, RowState::error,
                               RowState::unsupported, RowState::skipped}) {
    if (row.count(state) > 0) {
      lacking.push_back(fmt::format("{} {}", row.count(state), to_text(state)));
    }
  }
  if (row.total > row.stored()) {
    lacking.push_back(fmt::format("{} missing", row.total - row.stored()));
  }
  std::vector<std::string> parts = row.notes;
  if (!lacking.empty()) {
    parts.insert(parts.begin(), fmt::format("{}", fmt::join(lacking, ", ")));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

void write_title(const std::string& suite, const std::string& convention, std::ostream& out) {
  out << "\n## " << escaped(suite);
  if (!convention.empty()) out << " (" << escaped(convention) << ')';
  out << "\n\n";
}

/// The lines of a table's head; the columns from `first_number` on are aligned right,
/// but for the last.
void write_head(const std::vector<std::string>& columns, std::size_t first_number,
                std::ostream& out) {
  out << "| " << fmt::format("{}", fmt::join(columns, " | ")) << " |\n|";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out << (i >= first_number && i + 1 < columns.size() ? " ---: |" : " --- |");
  }
  out << '\n';
}

void write_row(const ScoreTable& table, const LeaderboardRow& row, std::ostream& out) {
  const bool complete = row.complete();
  out << fmt::format("| {} | {}, {}, {} | ", escaped(row.cell.model), escaped(row.cell.mode),
                     escaped(row.cell.precision), escaped(row.cell.device));
  out << (complete ? fmt::format("{}", row.ok()) : fmt::format("{} of {} †", row.ok(), row.total));
  for (const std::string& metric : table.metrics) {
    const double factor = metric_display(table.convention, metric).factor;
    out << " | " << with_best(row.mean(metric), table.best_score(metric), complete, factor);
  }
  out << " | " << with_best(row.latency_ms, table.best_latency_ms(), complete);
  out << " | " << with_best(row.peak_memory_mib, table.best_peak_memory_mib(), complete);
  out << " | " << shown(row.process_peak_mib);
  out << " | " << (row.threads ? std::to_string(*row.threads) : "–");
  out << " | " << escaped(remarks(row)) << " |\n";
}

void write_table(const ScoreTable& table, std::ostream& out) {
  write_title(table.suite, table.convention, out);
  std::vector<std::string> columns{"Model", "Setting", "Images"};
  for (const std::string& metric : table.metrics) {
    columns.push_back(metric_heading(table.convention, metric));
  }
  columns.insert(columns.end(),
                 {"Latency (ms)", "Own memory (MiB)", "Process (MiB)", "Threads", "Remarks"});
  write_head(columns, 2, out);
  bool marked = false;
  for (const LeaderboardRow& row : table.rows) {
    write_row(table, row, out);
    marked = marked || !row.complete();
  }
  if (marked) {
    out << "\n† The figures rest on a part of the suite and cannot be compared with the others; "
           "such rows are not ranked.\n";
  }
}

/// "12.00 (11.00–13.00)", or without the interval where there is none.
std::string shown(const QuantileEstimate& estimate) {
  const std::string value = shown(estimate.value);
  if (!estimate.low || !estimate.high) return value;
  return fmt::format("{} ({}–{})", value, shown(estimate.low), shown(estimate.high));
}

void write_costs(const ScoreTable& table, std::ostream& out) {
  out << "\n### Time and memory\n\n";
  write_head({"Model", "Setting", "Median (ms)", "p90 (ms)", "p95 (ms)", "p99 (ms)", "Images/s",
              "Megapixels/s", "Tensors (MiB)", "GPU tensors (MiB)", "GPU process (MiB)",
              "GPU energy (mJ)", "Timed images"},
             2, out);
  for (const LeaderboardRow& row : table.rows) {
    const FurtherCosts& costs = row.further_costs;
    out << fmt::format(
        "| {} | {}, {}, {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
        escaped(row.cell.model), escaped(row.cell.mode), escaped(row.cell.precision),
        escaped(row.cell.device), shown(row.latency.median), shown(row.latency.p90),
        shown(row.latency.p95), shown(row.latency.p99), shown(row.images_per_s),
        shown(row.megapixels_per_s), shown(row.tensor_peak_mib), shown(row.device_peak_mib),
        shown(costs.process_vram_mib), shown(costs.energy_mj), row.latency.samples);
  }
}

void write_leaderboard(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  const std::vector<ScoreTable> tables = score_tables(leaderboard(results, options));
  if (tables.empty()) {
    out << "\nThe store holds no results.\n";
    return;
  }
  for (const ScoreTable& table : tables) {
    write_table(table, out);
    write_costs(table, out);
  }
  out << "\nFigures are plain means over images, lower is better, the best of complete rows bold. "
         "Latency is the median over images of each image's median. Own memory is the largest "
         "growth of the resident size during inference. Percentiles are over images, in brackets "
         "where they lie with 95 % confidence; without, there are too few images to tell.\n";
}

void write_image(const CellRecord& cell, const ResultRecord& image,
                 const std::vector<std::string>& metrics, std::ostream& out) {
  out << fmt::format("| {} | {}, {}, {} | {} | {}", escaped(cell.model), escaped(cell.mode),
                     escaped(cell.precision), escaped(cell.device), escaped(image.sample),
                     to_text(image.state));
  for (const std::string& metric : metrics) {
    const double factor = metric_display(image.identity.convention, metric).factor;
    out << " | " << shown(figure(image, metric), factor);
  }
  out << " | " << shown(latency_ms(image)) << " | " << shown(peak_memory_mib(image));
  out << " | " << escaped(image.message) << " |\n";
}

void write_images(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  const std::vector<std::string> metrics = in_column_order(results.metrics());
  std::string suite;
  std::string convention;
  bool begun = false;
  for_each_image(results, options, [&](const CellRecord& cell, const ResultRecord& image) {
    if (!begun || cell.suite != suite || image.identity.convention != convention) {
      begun = true;
      suite = cell.suite;
      convention = image.identity.convention;
      write_title(suite, convention, out);
      std::vector<std::string> columns{"Model", "Setting", "Sample", "State"};
      for (const std::string& metric : metrics) {
        columns.push_back(metric_heading(convention, metric));
      }
      columns.insert(columns.end(), {"Latency (ms)", "Own memory (MiB)", "Message"});
      write_head(columns, 4, out);
    }
    write_image(cell, image, metrics, out);
  });
  if (!begun) out << "\nThe store holds no results.\n";
}

void write_provenance(const std::vector<RunRecord>& runs, std::ostream& out) {
  if (runs.empty()) return;
  std::map<std::string, std::size_t> machines;
  for (const RunRecord& run : runs) ++machines[run.machine.digest];
  const RunRecord& last = runs.back();
  out << fmt::format("\nFrom {} run{} on {} machine{}; the last began {} with mbench {}, {}. ",
                     runs.size(), runs.size() == 1 ? "" : "s", machines.size(),
                     machines.size() == 1 ? "" : "s", escaped(last.started_at),
                     escaped(last.program_version), escaped(last.state));
  out << fmt::format("Written by mbench {}.\n", escaped(program_version()));
}

}  // namespace

void write_markdown_report(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  out << "# " << escaped(options.title) << '\n';
  if (options.per_image) {
    write_images(results, options, out);
  } else {
    write_leaderboard(results, options, out);
  }
  write_provenance(results.runs(), out);
}

}  // namespace mbench
