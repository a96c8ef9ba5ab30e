#include "reports/html_report.h"

#include "reports/html_costs.h"
#include "reports/html_failures.h"
#include "reports/html_frame.h"
#include "reports/html_gallery.h"
#include "reports/html_guide.h"
#include "reports/html_image_table.h"
#include "reports/html_leaderboard.h"
#include "reports/html_number.h"
#include "reports/html_provenance.h"
#include "reports/html_scatter.h"
#include "reports/html_series.h"
#include "reports/html_spread.h"
#include "reports/html_suite.h"
#include "reports/html_text.h"
#include "reports/score_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace mbench {
namespace {

std::vector<std::string> suite_names(const std::vector<LeaderboardRow>& rows) {
  std::vector<std::string> names;
  for (const LeaderboardRow& row : rows) {
    if (std::find(names.begin(), names.end(), row.cell.suite) == names.end()) {
      names.push_back(row.cell.suite);
    }
  }
  return names;
}

/// What the page is about, in one line of facts.
void write_masthead(std::ostream& out, const ReportOptions& options,
                    const std::vector<LeaderboardRow>& rows, const std::vector<RunRecord>& runs,
                    const HtmlSeries& series, std::size_t suites) {
  std::int64_t done = 0;
  std::int64_t failed = 0;
  for (const LeaderboardRow& row : rows) {
    done += row.ok();
    failed += row.stored() - row.ok();
  }
  out << "<div class=\"masthead\" id=\"top\"><h1>" << html_escaped(options.title) << "</h1>\n";
  out << "<ul class=\"facts\">";
  const auto fact = [&](auto count, const char* one, const char* many) {
    out << fmt::format("<li><b>{}</b> {}</li>", grouped(static_cast<double>(count), 0),
                       count == 1 ? one : many);
  };
  fact(suites, "suite", "suites");
  fact(series.size(), "model", "models");
  fact(done, "matte", "mattes");
  if (failed > 0) fact(failed, "image without an answer", "images without an answer");
  if (!series.common_setting().empty()) {
    out << "<li>" << html_escaped(series.common_setting()) << "</li>";
  }
  if (!runs.empty()) {
    const RunRecord& last = runs.back();
    const std::string machine = machine_in_a_line(last.machine);
    if (!machine.empty()) out << "<li>" << html_escaped(machine) << "</li>";
    out << "<li>last run " << html_escaped(html_time(last.started_at)) << "</li>";
  }
  out << "</ul></div>\n";
}

void write_key(std::ostream& out, const HtmlSuite& suite, const HtmlSeries& series) {
  std::vector<std::size_t> present;
  for (const ScoreTable& table : suite.tables) {
    for (const LeaderboardRow& row : table.rows) present.push_back(series.index(row.cell));
  }
  std::sort(present.begin(), present.end());
  present.erase(std::unique(present.begin(), present.end()), present.end());
  // A long key would push the table out of sight.
  constexpr std::size_t kShortKey = 12;
  const bool folded = present.size() > kShortKey;
  if (folded) out << "<details><summary>" << present.size() << " models</summary>\n";
  out << "<ul class=\"key\" aria-label=\"Models\">\n";
  for (const std::size_t index : present) {
    out << fmt::format("<li><span class=\"chip\" data-s=\"{}\">{}{}</span></li>\n", index,
                       HtmlSeries::sign(index), html_escaped(series.name(index)));
  }
  out << "</ul>" << (folded ? "</details>\n" : "\n");
}

void write_table(std::ostream& out, const HtmlSuite& suite, const ScoreTable& table,
                 const HtmlSeries& series, const std::vector<std::string>& sample_ids) {
  if (suite.tables.size() > 1) {
    out << "<h3>"
        << (table.convention.empty() ? "Without ground truth"
                                     : "Convention " + html_escaped(table.convention))
        << "</h3>\n";
  }
  write_leaderboard(out, table, series);
  out << "<div class=\"charts\">\n";
  write_scatter(out, table, series, HtmlCost::latency);
  write_scatter(out, table, series, HtmlCost::memory);
  write_spread(out, suite, table, series);
  out << "</div>\n";
  write_costs(out, table, series);
  write_image_table(out, suite, table, series, sample_ids);
}

/// `failures_id` is empty where every image has an answer.
void write_suite_head(std::ostream& out, const HtmlSuite& suite, const SuiteText& text,
                      const std::string& images_id, const std::string& failures_id) {
  out << "<h2>" << html_escaped(suite.name) << "</h2>\n<p class=\"soft\">";
  if (!text.summary.empty()) out << html_escaped(text.summary) << ".<br/>\n";
  out << grouped(static_cast<double>(suite.images), 0)
      << (suite.images == 1 ? " image" : " images");
  std::string conventions;
  for (const ScoreTable& table : suite.tables) {
    if (table.convention.empty()) continue;
    conventions += (conventions.empty() ? "" : ", ") + table.convention;
  }
  out << (conventions.empty()
              ? ", no ground truth: speed and memory count, quality is not scored"
              : ", metrics by the convention <code>" + html_escaped(conventions) + "</code>");
  out << fmt::format(". <a href=\"#{}\">Images</a>", images_id);
  if (!failures_id.empty()) {
    out << fmt::format(" \xC2\xB7 <a href=\"#{}\">Without an answer</a>", failures_id);
  }
  out << "</p>\n";
}

void write_suite(std::ostream& out, const ResultStore& results, const HtmlSuite& suite,
                 const SuiteText& text, const HtmlSeries& series, const std::string& id,
                 HtmlIds& ids) {
  const std::string failures_id = ids.make(id + "-", "failed");
  const std::string images_id = ids.make(id + "-", "images");
  std::vector<std::string> sample_ids;
  for (const HtmlSample& sample : suite.samples) {
    sample_ids.push_back(sample.has_preview ? ids.make(id + "-", sample.name) : "");
  }
  out << fmt::format("<section class=\"suite\" id=\"{}\">", id);
  write_suite_head(out, suite, text, images_id, suite.failures.empty() ? "" : failures_id);
  write_key(out, suite, series);
  for (const ScoreTable& table : suite.tables) write_table(out, suite, table, series, sample_ids);
  out << fmt::format("<div id=\"{}\">\n", failures_id);
  write_failures(out, suite, series);
  out << fmt::format("</div>\n<div id=\"{}\">\n", images_id);
  write_gallery(out, results, suite, text.licence, series, sample_ids);
  out << "</div></section>\n";
}

void write_empty_page(std::ostream& out, const ReportOptions& options) {
  write_html_begin(out, options.title, {{"guide", "Reading the figures"}});
  out << "<div class=\"masthead\" id=\"top\"><h1>" << html_escaped(options.title) << "</h1></div>\n"
      << "<main id=\"content\">\n<div class=\"empty\"><h2>This store holds no results yet</h2>\n"
         "<p>Run the models on a suite, then write the report again:</p>\n"
         "<p><code>mbench run --suite demo --db FILE</code><br/>\n"
         "<code>mbench report --db FILE --format html --output report.html</code></p>\n"
         "<p><code>mbench suites</code> lists the suites and <code>mbench models</code> the models "
         "that can run here.</p></div>\n";
  write_guide(out);
  out << "</main>\n";
  write_html_end(out, time_of_writing());
}

}  // namespace

void write_html_report(ResultStore& results, const ReportOptions& options, std::ostream& out) {
  const std::vector<LeaderboardRow> rows = leaderboard(results, options);
  if (rows.empty()) {
    write_empty_page(out, options);
    return;
  }
  const HtmlSeries series(chosen_cells(results, options));
  const std::vector<RunRecord> runs = results.runs();
  const std::vector<std::string> suites = suite_names(rows);
  HtmlIds ids;
  for (const char* fixed : {"top", "content", "guide", "provenance"}) ids.make(fixed, "");
  std::vector<HtmlLink> links;
  for (const std::string& suite : suites) links.push_back({ids.make("suite-", suite), suite});
  std::vector<HtmlLink> all_links = links;
  all_links.push_back({"provenance", "Provenance"});
  all_links.push_back({"guide", "Reading the figures"});

  write_html_begin(out, options.title, all_links);
  write_masthead(out, options, rows, runs, series, suites.size());
  out << "<main id=\"content\">\n";
  for (std::size_t i = 0; i < suites.size(); ++i) {
    const HtmlSuite suite = read_html_suite(results, options, suites[i], rows, series);
    const auto text = options.suite_texts.find(suites[i]);
    write_suite(out, results, suite, text == options.suite_texts.end() ? SuiteText() : text->second,
                series, links[i].id, ids);
  }
  write_provenance(out, runs, rows, series);
  write_guide(out);
  out << "</main>\n";
  write_html_end(out, time_of_writing());
}

}  // namespace mbench
