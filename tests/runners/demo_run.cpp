#include "tests/runners/demo_run.h"

#include <cstdlib>

namespace mbench {

void DemoRun::TearDown() { ::unsetenv("MBENCH_TEST_FAULT"); }

void DemoRun::break_models(const std::string& fault) {
  ::setenv("MBENCH_TEST_FAULT", fault.c_str(), 1);
}

RunOptions DemoRun::options(const std::string& suite) {
  RunOptions options;
  options.suites = {suite};
  options.models = {"trimap"};
  options.previews = 2;
  return options;
}

RunSummary DemoRun::run(const RunOptions& options) {
  Progress silent;
  Environment environment;
  environment.cpu = "a test's";
  return run_all(options, environment, database_, silent);
}

std::vector<ResultRecord> DemoRun::rows(const std::string& suite, const std::string& model,
                                        const std::string& mode) {
  std::vector<ResultRecord> all;
  CellRecord cell;
  cell.suite = suite;
  cell.model = model;
  cell.mode = mode;
  ResultStore(database_).for_each_result(cell, true,
                                         [&](const ResultRecord& row) { all.push_back(row); });
  return all;
}

}  // namespace mbench
