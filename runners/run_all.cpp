#include "runners/run_all.h"

#include "core/error.h"
#include "runners/run_cell.h"
#include "runners/run_plan.h"

#include <fmt/format.h>

#include <map>

namespace mbench {
namespace {

constexpr int kMaxRepetitions = 1000;  // so that a worker's reply fits a packet

void require(bool holds, const std::string& message) {
  if (!holds) throw UsageError(message);
}

}  // namespace

void RunOptions::check() const {
  require(!suites.empty(), "no suite to run");
  require(threads >= 1, fmt::format("{} threads: at least 1 is needed", threads));
  require(warmup >= 0 && warmup <= kMaxRepetitions,
          fmt::format("{} warm-up runs: 0 to {} are possible", warmup, kMaxRepetitions));
  require(repetitions >= 1 && repetitions <= kMaxRepetitions,
          fmt::format("{} repetitions: 1 to {} are possible", repetitions, kMaxRepetitions));
  require(!timeout_s || *timeout_s > 0.0, "the time limit must be above 0 s");
  require(previews >= 0, "the number of previews must not be negative");
  plan_cells(*this);
}

RunSummary run_all(const RunOptions& options, const Environment& environment, Database& database,
                   Progress& progress) {
  options.check();
  const std::vector<PlannedCell> cells = plan_cells(options);
  std::map<std::string, std::vector<Sample>> samples;
  std::size_t total = 0;
  for (const PlannedCell& cell : cells) {
    auto [place, is_new] = samples.try_emplace(cell.record.suite);
    if (is_new) place->second = cell.suite->samples();
    total += place->second.size();
  }

  ResultStore results(database);
  DigestStore digests(database);
  RunRecord record;
  record.command = options.command;
  record.program_version = environment.program_version;
  record.machine = machine_record(environment);
  RunContext context{
      options, results, digests, progress, results.begin_run(record), record.machine.digest, 0, {}};

  progress.begin("run", total);
  try {
    for (const PlannedCell& cell : cells) run_cell(cell, samples.at(cell.record.suite), context);
  } catch (const Interrupted&) {
    results.end_run(context.run, "interrupted");
    progress.end();
    throw;
  } catch (const std::exception&) {
    progress.end();
    try {
      results.end_run(context.run, "failed");
    } catch (const StoreError&) {  // most likely what ended the run: the first error counts
    }
    throw;
  }
  results.end_run(context.run, "done");
  progress.end();
  return context.summary;
}

}  // namespace mbench
