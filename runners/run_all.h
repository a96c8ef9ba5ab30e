#pragma once

#include "core/progress.h"
#include "datasets/suite.h"
#include "runners/environment.h"
#include "runners/models/model_registry.h"
#include "runners/sample_selection.h"
#include "runners/stored_rows.h"
#include "store/result_store.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What becomes of an image that runs out of memory.
enum class OnOom {
  keep,      ///< a row that says so
  next_mode  ///< that row, and it is run in the next memory mode as well
};

/// How long a process that infers lives, if nothing ends it before.
enum class Isolation {
  none,     ///< as long as cells that follow one another want the same model in the same way
  process,  ///< for one cell
  image     ///< for one image
};

/// What `mbench run` was asked to do: every model on every suite.
struct RunOptions {
  std::vector<std::string> suites;
  /// What each suite is run under, as for parse_degradation(); empty: as it is.
  std::vector<std::string> degradations;
  /// Makes every suite's trimaps, as for parse_trimap_recipe(); empty: the suites' own.
  std::string trimap;
  /// As on the command line; empty: all models that can run here, or with synthetic weights all
  /// networks.
  std::vector<std::string> models;
  /// For the networks among them, see ModelSettings.
  std::string weights;
  /// Each model is run under each, see ModelSettings; empty: plain.
  std::vector<std::string> memory_modes;
  /// With OnOom::next_mode the first memory mode is run on all samples, and each further one on
  /// those that ran out of memory in the one before.
  OnOom on_oom = OnOom::keep;
  std::string augmentation;  ///< of every model
  /// What each model's process may take, see ModelSettings.
  std::optional<std::int64_t> ram_bytes;
  std::optional<std::int64_t> vram_bytes;
  std::string fusion;  ///< of Matting Anything
  /// Where models that take no trimap get the box around the object from: "alpha" (its true alpha
  /// above one half, as in Matting Anything's evaluation) or "trimap" (what is not background).
  std::string box_from = "alpha";
  /// Overrides the suites' own convention; empty: theirs.
  std::string convention;
  int threads = 1;
  /// Where networks run: "cpu", "cuda" or "cuda:N". Other models run on the CPU.
  std::string device = "cpu";
  /// Images that are inferred at the same time, each in a worker of its own with `threads`
  /// threads. Above 1 latencies are those of a shared machine; every row records it.
  int jobs = 1;
  int warmup = 0;
  int repetitions = 1;
  Isolation isolation = Isolation::process;
  /// Repeat each image further until the relative_noise() of its latency is at most this.
  std::optional<double> max_noise;
  /// Seconds of inference a cell (one model on one suite) may use; what is not done by
  /// then becomes `timeout` rows.
  std::optional<double> timeout_s;
  /// What becomes of rows that are stored already.
  Overwrite overwrite = Overwrite::always;
  /// With Overwrite::only_missing: do rows again that are stored but not `ok`.
  bool retry_failed = false;
  /// Which samples of each suite are run.
  SampleSelection selection;
  /// Seconds after which no further image is begun, counted from the start of run_all().
  std::optional<double> budget_s;
  /// Samples of each suite whose pictures are kept for the report's gallery.
  int previews = 24;
  /// Folder that receives every alpha as SUITE/MODEL/SAMPLE.png; empty: none are kept.
  std::string save_alphas;
  std::string command;      ///< the command line, for the record
  fs::path worker_program;  ///< see WorkerOptions::program

  /// Throws UsageError: unknown names, values out of range, no suite, options that contradict.
  void check() const;
};

struct RunSummary {
  std::size_t done = 0;    ///< rows computed now
  std::size_t reused = 0;  ///< rows that were stored already
  /// Rows in a state other than ok, computed now or stored; not those of images that were run
  /// again in another memory mode.
  std::size_t failed = 0;
  double wall_s = 0;   ///< from the start of run_all() to its end
  double infer_s = 0;  ///< of which models inferred: the sum of what was timed
  /// What the rows stand under: the suites' names, some with "/local" or "/trimap=RECIPE", see
  /// SuiteSamples, or a degradation, see degraded_suite_name().
  std::vector<std::string> suites;
};

/// Runs all cells and stores each row as it is finished. A failed image becomes a typed
/// row; only a store that cannot be written, or the user, ends the run early.
///
/// `environment` is the machine that the measurements are recorded under.
/// Throws Interrupted when the user asked to stop, or the budget is spent; everything finished is
/// stored. Before anything is run it throws DataError if a suite's data set is not here, see
/// suite_samples(), and UsageError if no sample is chosen.
RunSummary run_all(const RunOptions& options, const Environment& environment, Database& database,
                   Progress& progress);

}  // namespace mbench
