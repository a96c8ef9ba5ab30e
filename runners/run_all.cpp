#include "runners/run_all.h"

#include "core/error.h"
#include "core/interrupt.h"
#include "runners/degraded_suite.h"
#include "runners/run_cell.h"
#include "runners/run_plan.h"
#include "runners/run_recorder.h"
#include "runners/suite_samples.h"

#include <fmt/format.h>

#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace mbench {
namespace {

constexpr int kMaxJobs = 64;

void require(bool holds, const std::string& message) {
  if (!holds) throw UsageError(message);
}

/// Every image of every cell, handed out in order to lanes that work at the same time,
/// each with a worker of its own.
class Lanes {
 public:
  explicit Lanes(std::deque<CellRun>& cells) : cells_(cells) {}

  /// Throws what ended a lane early, after all lanes have ended.
  void run(int lanes) {
    // Workers die with the thread that started them, so each thread ends its own.
    std::vector<std::thread> others;
    for (int i = 1; i < lanes; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  struct Task {
    CellRun* cell = nullptr;
    std::size_t index = 0;
  };

  std::optional<Task> next() {
    const std::lock_guard<std::mutex> lock(mutex_);
    while (cell_ < cells_.size() && index_ >= cells_[cell_].size()) {
      ++cell_;
      index_ = 0;
    }
    if (failure_ || cell_ >= cells_.size()) return std::nullopt;
    return Task{&cells_[cell_], index_++};
  }

  void work() {
    try {
      const CellRun* current = nullptr;
      std::optional<WorkerProcess> worker;
      while (const std::optional<Task> task = next()) {
        throw_if_interrupted();
        if (task->cell != current) worker.emplace(task->cell->worker_options());
        current = task->cell;
        task->cell->run(task->index, *worker);
      }
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  std::deque<CellRun>& cells_;
  std::mutex mutex_;
  std::size_t cell_ = 0;
  std::size_t index_ = 0;
  std::exception_ptr failure_;
};

/// Finds each suite's samples once, and brings every cell to the name that its rows stand under.
/// The samples are by that name.
class PlannedSamples {
 public:
  PlannedSamples(std::vector<PlannedCell>& plan, const std::string& trimap, Database& database,
                 Progress& progress) {
    for (PlannedCell& cell : plan) {
      auto [place, is_new] = suites_.try_emplace(cell.suite->name);
      const SuiteSamples& suite = place->second;
      if (is_new) {
        place->second = samples_of(*cell.suite, trimap, database);
        if (!suite.why_local.empty()) {
          progress.note(
              fmt::format("warning: the rows stand under {}: {}", suite.name, suite.why_local));
        }
      }
      cell.record.suite = degraded_suite_name(suite.name, cell.degradation);
      if (samples_.count(cell.record.suite) > 0) continue;
      names_.push_back(cell.record.suite);
      samples_[cell.record.suite] = degraded_samples(suite.samples, cell.degradation);
    }
  }

  const std::vector<Sample>& of(const PlannedCell& cell) const {
    return samples_.at(cell.record.suite);
  }
  /// In the plan's order.
  const std::vector<std::string>& names() const { return names_; }

 private:
  static SuiteSamples samples_of(const Suite& suite, const std::string& trimap,
                                 Database& database) {
    if (trimap.empty()) return suite_samples(suite, database);
    return suite_samples(suite, parse_trimap_recipe(trimap), database);
  }

  std::map<std::string, SuiteSamples> suites_;
  std::map<std::string, std::vector<Sample>> samples_;
  std::vector<std::string> names_;
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
  require(previews >= 0, "the number of previews must not be negative");
  if (!trimap.empty()) parse_trimap_recipe(trimap);
  plan_cells(*this);
}

RunSummary run_all(const RunOptions& options, const Environment& environment, Database& database,
                   Progress& progress) {
  options.check();
  std::vector<PlannedCell> plan = plan_cells(options);
  const PlannedSamples samples(plan, options.trimap, database, progress);

  RunRecord record;
  record.command = options.command;
  record.program_version = environment.program_version;
  record.machine = machine_record(environment);
  RunRecorder recorder(database, progress, record);
  std::deque<CellRun> cells;
  std::size_t total = 0;
  for (const PlannedCell& cell : plan) {
    cells.emplace_back(cell, samples.of(cell), options, recorder);
    total += cells.back().size();
  }

  progress.begin("run", total);
  try {
    Lanes(cells).run(options.jobs);
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
  return summary;
}

}  // namespace mbench
