#pragma once

#include "core/progress.h"
#include "datasets/suite.h"
#include "runners/environment.h"
#include "runners/models/model_registry.h"
#include "store/digest_store.h"
#include "store/result_store.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

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
  std::string augmentation;  ///< of every model
  std::string fusion;        ///< of Matting Anything
  /// Where models that take no trimap get the box around the object from: "alpha" (its true alpha
  /// above one half, as in Matting Anything's evaluation) or "trimap" (what is not background).
  std::string box_from = "alpha";
  /// Overrides the suites' own convention; empty: theirs.
  std::string convention;
  int threads = 1;
  /// Images that are inferred at the same time, each in a worker of its own with `threads`
  /// threads. Above 1 latencies are those of a shared machine; every row records it.
  int jobs = 1;
  int warmup = 0;
  int repetitions = 1;
  /// Repeat each image further until the relative_noise() of its latency is at most this.
  std::optional<double> max_noise;
  /// Seconds of inference a cell (one model on one suite) may use; what is not done by
  /// then becomes `timeout` rows.
  std::optional<double> timeout_s;
  /// Keep rows that are stored already and do only what is missing.
  bool resume = false;
  /// With resume: do rows again that are stored but not `ok`.
  bool retry_failed = false;
  /// Samples of each suite whose pictures are kept for the report's gallery.
  int previews = 24;
  /// Folder that receives every alpha as SUITE/MODEL/SAMPLE.png; empty: none are kept.
  std::string save_alphas;
  std::string command;  ///< the command line, for the record

  /// Throws UsageError: unknown names, values out of range, no suite.
  void check() const;
};

struct RunSummary {
  std::size_t done = 0;    ///< rows computed now
  std::size_t reused = 0;  ///< rows that were stored already
  std::size_t failed = 0;  ///< rows in a state other than ok, computed now or stored
  /// What the rows stand under: the suites' names, some with "/local" or "/trimap=RECIPE", see
  /// SuiteSamples, or a degradation, see degraded_suite_name().
  std::vector<std::string> suites;
};

/// Runs all cells and stores each row as it is finished. A failed image becomes a typed
/// row; only a store that cannot be written, or the user, ends the run early.
///
/// `environment` is the machine that the measurements are recorded under.
/// Throws Interrupted when the user asked to stop; everything finished is stored. Throws
/// DataError, before anything is run, if a suite's data set is not here; see suite_samples().
RunSummary run_all(const RunOptions& options, const Environment& environment, Database& database,
                   Progress& progress);

}  // namespace mbench
