#include "tests/store/store_builders.h"

#include <cmath>
#include <utility>

namespace mbench {

StoreFixture::StoreFixture()
    : path(folder.path() / "store.db"),
      database(path, Database::Open::create),
      results(database),
      run(results.begin_run(run_on("m1"))) {}

std::string numbered(std::string prefix, int number) {
  return std::move(prefix) + std::to_string(number);
}

RunRecord run_on(const std::string& machine) {
  RunRecord run;
  run.command = "mbench run --suite demo";
  run.program_version = "0.1.0";
  run.machine = {machine, R"({"cpu": "Test CPU"})"};
  return run;
}

CellRecord cell_of(const std::string& model, const std::string& suite) {
  CellRecord cell;
  cell.suite = suite;
  cell.model = model;
  return cell;
}

ResultRecord result_of(const std::string& model, const std::string& sample, int ordinal) {
  ResultRecord result;
  result.identity.image_digest = "image of " + sample;
  result.identity.trimap_digest = "trimap of " + sample;
  result.identity.alpha_digest = "alpha of " + sample;
  result.identity.model = model;
  result.identity.mode = "plain";
  result.identity.precision = "fp32";
  result.identity.device = "cpu";
  result.identity.convention = "matlab";
  result.identity.convention_version = 1;
  result.sample = sample;
  result.foreground = sample.substr(0, sample.find('-'));
  result.ordinal = ordinal;
  result.width = 100;
  result.height = 50;
  result.unknown_pixels = 700;
  return result;
}

ResultRecord scored(ResultRecord result, double sad, double mse, double grad, double conn) {
  result.scores = {{"sad", sad}, {"mse", mse}, {"grad", grad}, {"conn", conn}};
  return result;
}

ResultRecord measured(ResultRecord result, double latency_ms, std::int64_t before_mib,
                      std::int64_t peak_mib) {
  MeasurementRecord measurement;
  measurement.threads = 2;
  measurement.latency_ms = latency_ms;
  measurement.rss_before_bytes = before_mib * 1024 * 1024;
  measurement.rss_peak_bytes = peak_mib * 1024 * 1024;
  measurement.timings_ns["infer"] = {std::llround(latency_ms * 1e6)};
  result.measurement = measurement;
  return result;
}

ResultRecord failed(ResultRecord result, RowState state, const std::string& message) {
  result.state = state;
  result.message = message;
  return result;
}

std::vector<ResultRecord> all_results(const ResultStore& results, const CellRecord& cell) {
  std::vector<ResultRecord> all;
  results.for_each_result(cell, true, [&](const ResultRecord& result) { all.push_back(result); });
  return all;
}

const CellRecord kKnnCell = cell_of("knn", "demo");
const CellRecord kClosedFormCell = cell_of("closed-form", "demo");

}  // namespace mbench
