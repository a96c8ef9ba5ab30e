#include "reports/html_provenance.h"

#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <string_view>
#include <utility>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

/// The words for the members of a machine's description that we know.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kWords = {{
    {"cpu", "Processor"},
    {"logical_cpus", "Logical processors"},
    {"memory_bytes", "Memory"},
    {"gpu", "Graphics card"},
    {"gpu_driver", "Its driver"},
    {"os", "System"},
    {"kernel", "Kernel"},
    {"governor", "Frequency governor"},
    {"blas", "BLAS"},
    {"reference_blas", "Slow reference BLAS"},
    {"opencv", "OpenCV"},
    {"libtorch", "LibTorch"},
    {"libtorch_threads", "LibTorch's threads"},
    {"libtorch_default_threads", "LibTorch's threads, if not set"},
    {"compiler", "Compiler"},
    {"load_1min", "Load at the start"},
}};

std::string words_for(const std::string& member) {
  for (const auto& [name, words] : kWords) {
    if (name == member) return std::string(words);
  }
  std::string text = member;
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// A member's value as text; empty where it is not known.
std::string value_text(const std::string& member, const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (member.size() > 6 && member.ends_with("_bytes") && value.is_number()) {
    return fmt::format("{:.1f} GiB", value.get<double>() / (1024.0 * 1024.0 * 1024.0));
  }
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json description_of(const MachineRecord& machine) {
  return Json::parse(machine.description, nullptr, false);
}

/// Enough of a digest to tell machines apart.
std::string short_digest(const std::string& digest) { return digest.substr(0, 12); }

void write_machine(std::ostream& out, const MachineRecord& machine) {
  out << fmt::format("<h4>Machine <code title=\"{}\">{}</code></h4>\n",
                     html_escaped(machine.digest), html_escaped(short_digest(machine.digest)));
  const Json description = description_of(machine);
  if (!description.is_object()) {
    out << "<p><code>" << html_escaped(machine.description) << "</code></p>\n";
    return;
  }
  out << "<dl class=\"facts-list\">\n";
  for (const auto& [member, value] : description.items()) {
    const std::string text = value_text(member, value);
    out << fmt::format("<dt>{}</dt><dd>{}</dd>\n", html_escaped(words_for(member)),
                       text.empty() ? kHtmlAbsent : html_escaped(text));
  }
  out << "</dl>\n";
}

void write_models(std::ostream& out, const std::vector<LeaderboardRow>& rows,
                  const HtmlSeries& series) {
  out << "<h3>Models</h3>\n<div class=\"table\" tabindex=\"0\" role=\"region\" "
         "aria-label=\"Models\"><table class=\"sortable\"><thead><tr><th scope=\"col\">Model</th>"
         "<th scope=\"col\">Mode</th><th scope=\"col\">Precision</th><th scope=\"col\">Device</th>"
         "<th scope=\"col\" class=\"n\">Threads</th><th scope=\"col\">Weights (SHA-256)</th></tr>"
         "</thead>\n<tbody>\n";
  for (std::size_t i = 0; i < series.size(); ++i) {
    const CellRecord& cell = series.cell(i);
    std::set<std::string> weights;
    std::set<std::string> threads;
    for (const LeaderboardRow& row : rows) {
      if (series.index(row.cell) != i) continue;
      if (!row.weights_digest.empty()) weights.insert(row.weights_digest);
      if (row.threads) threads.insert(std::to_string(*row.threads));
    }
    const auto listed = [](const std::set<std::string>& texts) {
      std::string all;
      for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + html_escaped(text);
      return all.empty() ? std::string(kHtmlAbsent) : all;
    };
    out << fmt::format(
        "<tr data-s=\"{0}\"><th scope=\"row\" class=\"model\" data-v=\"{1}\">{2}{1}</th>"
        "<td data-v=\"{3}\">{3}</td><td data-v=\"{4}\">{4}</td><td data-v=\"{5}\">{5}</td>"
        "<td class=\"n\">{6}</td><td><code>{7}</code></td></tr>\n",
        i, html_escaped(cell.model), HtmlSeries::sign(i), html_escaped(cell.mode),
        html_escaped(cell.precision), html_escaped(cell.device), listed(threads), listed(weights));
  }
  out << "</tbody></table></div>\n";
}

void write_runs(std::ostream& out, const std::vector<RunRecord>& runs) {
  out << "<h3>Runs</h3>\n<div class=\"table\" tabindex=\"0\" role=\"region\" "
         "aria-label=\"Runs\"><table class=\"sortable\"><thead><tr><th scope=\"col\" "
         "class=\"n\">Run"
         "</th><th scope=\"col\">Begun</th><th scope=\"col\">Ended</th>"
         "<th scope=\"col\">State</th><th scope=\"col\">mbench</th><th scope=\"col\">Machine</th>"
         "<th scope=\"col\">Command</th></tr></thead>\n<tbody>\n";
  for (const RunRecord& run : runs) {
    const std::string ended =
        run.ended_at.empty() ? std::string(kHtmlAbsent) : html_escaped(html_time(run.ended_at));
    out << fmt::format(
        "<tr><th scope=\"row\" class=\"n\" data-v=\"{0}\">{0}</th><td data-v=\"{1}\">{1}</td>"
        "<td data-v=\"{2}\">{2}</td><td data-v=\"{3}\">{3}</td><td data-v=\"{4}\">{4}</td>"
        "<td data-v=\"{5}\"><code>{5}</code></td><td class=\"message\" data-v=\"{6}\">"
        "<code>{6}</code></td></tr>\n",
        run.id, html_escaped(html_time(run.started_at)), ended, html_escaped(run.state),
        html_escaped(run.program_version), html_escaped(short_digest(run.machine.digest)),
        html_escaped(run.command));
  }
  out << "</tbody></table></div>\n";
}

}  // namespace

std::string machine_in_a_line(const MachineRecord& machine) {
  const Json description = description_of(machine);
  std::string line;
  for (const char* member : {"gpu", "cpu"}) {
    if (!description.is_object() || !description.contains(member)) continue;
    const std::string text = value_text(member, description.at(member));
    if (!text.empty()) line += (line.empty() ? "" : ", ") + text;
  }
  return line;
}

void write_provenance(std::ostream& out, const std::vector<RunRecord>& runs,
                      const std::vector<LeaderboardRow>& rows, const HtmlSeries& series) {
  out << "<section class=\"panel\" id=\"provenance\"><h2>Provenance</h2>\n";
  if (!rows.empty()) write_models(out, rows, series);
  std::set<std::string> machines;
  bool first = true;
  for (const RunRecord& run : runs) {
    if (!machines.insert(run.machine.digest).second) continue;
    if (first) out << "<h3>Machines</h3>\n";
    first = false;
    write_machine(out, run.machine);
  }
  if (!runs.empty()) write_runs(out, runs);
  out << "</section>\n";
}

}  // namespace mbench
