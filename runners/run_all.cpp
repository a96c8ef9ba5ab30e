#include "runners/run_all.h"

#include "core/duration.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/stopwatch.h"
#include "runners/lanes.h"
#include "runners/planned_samples.h"
#include "runners/run_recorder.h"
#include "synth/opencv_threads.h"

#include <fmt/format.h>

#include <deque>
#include <exception>
#include <optional>
#include <vector>

namespace mbench {
namespace {

constexpr int kMaxJobs = 64;

void require(bool holds, const std::string& message) {
  if (!holds) throw UsageError(message);
}

/// Stops a run between two images.
class StopRule {
 public:
  explicit StopRule(const std::optional<double>& budget_s) : budget_s_(budget_s) {}

  void operator()() const {
    throw_if_interrupted();
    if (budget_s_ && since_.elapsed_ms() >= 1000 * *budget_s_) {
      throw Interrupted(fmt::format("the budget of {} is spent", duration_text(*budget_s_)),
                        "finished work is kept; run again to go on");
    }
  }

 private:
  Stopwatch since_;
  std::optional<double> budget_s_;
};

}  // namespace

void RunOptions::check() const {
  require(!suites.empty(), "no suite to run");
  require(threads >= 1, fmt::format("{} threads: at least 1 is needed", threads));
  require(jobs >= 1 && jobs <= kMaxJobs,
          fmt::format("{} images at once: 1 to {} are possible", jobs, kMaxJobs));
  require(warmup >= 0 && warmup <= kMaxRepetitions,
          fmt::format("{} warm-up runs: 0 to {} are possible", warmup, kMaxRepetitions));
  require(repetitions >= 1 && repetitions <= kMaxRepetitions,
          fmt::format("{} repetitions: 1 to {} are possible", repetitions, kMaxRepetitions));
  require(!max_noise || *max_noise > 0.0, "the noise to stop at must be above 0");
  require(!timeout_s || *timeout_s > 0.0, "the time limit must be above 0 s");
  require(!budget_s || *budget_s > 0.0, "the budget must be above 0 s");
  require(previews >= 0, "the number of previews must not be negative");
  if (on_oom == OnOom::next_mode && memory_modes.size() < 2) {
    throw UsageError("--on-oom next-mode, but there is no next memory mode",
                     "give --memory several times, in the order in which they are to be tried");
  }
  require(!retry_failed || overwrite == Overwrite::only_missing,
          "failed rows are done again only where rows that are ok are kept");
  selection.check();
  if (!trimap.empty()) parse_trimap_recipe(trimap);
  plan_cells(*this);
}

RunSummary run_all(const RunOptions& options, const Environment& environment, Database& database,
                   Progress& progress) {
  options.check();
  const Stopwatch since;
  const StopRule stop_if_asked(options.budget_s);
  std::vector<PlannedCell> plan = plan_cells(options);
  const PlannedSamples samples(plan, options, database, progress);

  RunRecord record;
  record.command = options.command;
  record.program_version = environment.program_version;
  record.machine = machine_record(environment);
  RunRecorder recorder(database, progress, record, options);
  const OneThreadOfOpenCv beside_inference;  // the models' threads are in their own processes
  ModeStages stages(plan, samples, options.on_oom);
  try {
    for (std::size_t stage = 0; stage < stages.count(); ++stage) {
      const std::vector<CellPart> parts = stages.parts(stage);
      PlainAlphas plain_alphas(parts);
      std::deque<CellRun> cells;
      std::size_t total = recorder.rows();
      for (const CellPart& part : parts) {
        cells.emplace_back(part, samples.of(*part.cell), options, recorder, plain_alphas);
        total += part.places.size();
      }
      progress.begin("run", total);
      Lanes(cells, options.isolation, stop_if_asked, [&] {
        plain_alphas.give_up();
      }).run(options.jobs);
      for (const CellRun& cell : cells) stages.out_of_memory(cell.cell(), cell.out_of_memory());
    }
    recorder.end("done");
  } catch (const Interrupted&) {
    recorder.end("interrupted");
    progress.end();
    throw;
  } catch (const std::exception&) {
    progress.end();
    try {
      recorder.end("failed");
    } catch (const StoreError&) {  // most likely what ended the run: the first error counts
    }
    throw;
  }
  progress.end();
  RunSummary summary = recorder.summary();
  summary.suites = samples.names();
  summary.wall_s = since.elapsed_ms() / 1000;
  return summary;
}

}  // namespace mbench
