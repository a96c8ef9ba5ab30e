#include "tests/reports/three_models.h"

#include <sstream>

namespace mbench {
namespace {

CellRecord demo_cell(const std::string& model) {
  CellRecord cell = cell_of(model, "demo");
  cell.samples = 3;
  return cell;
}

}  // namespace

void put_three_models(StoreFixture& store) {
  const auto put = [&](const std::string& model, const ResultRecord& result) {
    store.results.put(store.run, store.results.cell_id(demo_cell(model)), result);
  };
  const auto named = [](const std::string& model, const std::string& sample) {
    return result_of(model, sample, sample[0] - 'a');
  };
  // Not in the order of the names or the suite, which the reports must restore.
  for (const char* sample : {"c", "a", "b"}) {
    put("worse", measured(scored(named("worse", sample), 4, 0.004, 1, 2), 5, 100, 120));
  }
  put("partial", measured(scored(named("partial", "a"), 0.5, 0.0005, 0.1, 0.2), 4, 100, 110));
  put("partial", failed(named("partial", "b"), RowState::oom, "wanted 12 GiB, \"had\" 8"));
  put("fine", measured(scored(named("fine", "b"), 2, 0.002, 0.25, 4), 30, 200, 220));
  put("fine", measured(scored(named("fine", "a"), 1, 0.001, 0.5, 4), 10, 100, 150));
  put("fine", measured(scored(named("fine", "c"), 6, 0.003, 0.75, 1), 20, 10, 400));
}

std::string written(const StoreFixture& store, const std::string& format,
                    const ReportOptions& options) {
  std::ostringstream out;
  ResultStore results = store.results;
  find_report_format(format).write(results, options, out);
  return out.str();
}

}  // namespace mbench
