#include "tests/reports/html_page.h"

#include "core/sha256.h"

#include <cstdlib>
#include <sstream>

namespace mbench {

int occurrences(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
  return found;
}

HtmlPage::HtmlPage()
    : database_(folder_.path() / "store.db", Database::Open::create), results_(database_) {
  ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
}

HtmlPage::~HtmlPage() { ::unsetenv("SOURCE_DATE_EPOCH"); }

void HtmlPage::begin_run(const std::string& command, const std::string& machine) {
  RunRecord run;
  run.started_at = "2026-11-22T18:02:11Z";
  run.program_version = "0.1.0";
  run.command = command;
  run.machine = {sha256(machine), machine};
  run_ = results_.begin_run(run);
}

ResultRecord HtmlPage::image(const std::string& suite, const std::string& model, int ordinal) {
  ResultRecord result;
  result.sample = "image-" + std::to_string(ordinal);
  result.ordinal = ordinal;
  result.width = 64;
  result.height = 48;
  result.unknown_pixels = 307;
  result.identity.image_digest = sha256(suite + result.sample);
  result.identity.model = model;
  result.identity.mode = "plain";
  result.identity.precision = "fp32";
  result.identity.device = "cpu";
  result.identity.convention = "matlab";
  result.identity.convention_version = 1;
  return result;
}

void HtmlPage::score(ResultRecord& result, double sad, double mse, double latency_ms) {
  result.scores = {{"sad", sad}, {"mse", mse}, {"grad", sad / 2}, {"conn", sad / 4}};
  MeasurementRecord cost;
  cost.threads = 2;
  cost.latency_ms = latency_ms;
  cost.rss_before_bytes = 10 << 20;
  cost.rss_peak_bytes = 30 << 20;
  cost.timings_ns["infer"] = {static_cast<std::int64_t>(latency_ms * 1e6)};
  result.measurement = cost;
}

void HtmlPage::put(const std::string& suite, const ResultRecord& result, std::int64_t total,
                   const std::vector<PreviewRecord>& previews) {
  if (run_ == 0) begin_run();
  CellRecord cell;
  cell.suite = suite;
  cell.model = result.identity.model;
  cell.samples = total;
  results_.put(run_, results_.cell_id(cell), result, previews);
}

void HtmlPage::put_model(const std::string& model, int images, int total, double sad,
                         double latency_ms) {
  for (int i = 0; i < images; ++i) {
    ResultRecord result = image("demo", model, i);
    score(result, sad, sad / 1000, latency_ms);
    put("demo", result, total);
  }
}

std::string HtmlPage::page(const ReportOptions& options) {
  std::ostringstream out;
  write_html_report(results_, options, out);
  return out.str();
}

std::string HtmlPage::row_of(const std::string& page, const std::string& model) {
  const std::size_t name = page.find("class=\"model\" data-v=\"" + model + "\"");
  if (name == std::string::npos) return {};
  return page.substr(name, page.find("</tr>", name) - name);
}

}  // namespace mbench
