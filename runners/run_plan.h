#pragma once

#include "datasets/suite.h"
#include "metrics/score_options.h"
#include "runners/models/model_registry.h"
#include "runners/models/model_settings.h"
#include "runners/run_all.h"
#include "store/records.h"

#include <string>
#include <vector>

namespace mbench {

/// One model on one suite in one setting, and all that fixes its rows.
struct PlannedCell {
  CellRecord record;
  ModelSpec model;
  ModelSettings settings;
  std::size_t memory_mode = 0;  ///< the place of its memory mode among those of the run
  std::string weights_digest;   ///< empty where the model has none, or they cannot be had
  std::string refusal;          ///< why no image can be done; empty: they can
  bool box_from_alpha = false;
  const Suite* suite = nullptr;
  Degradation degradation;
  std::string convention;  ///< empty where the suite has no ground truth
  ScoreOptions scoring;    ///< the suite's region

  /// Nothing is done to save memory: what approximate modes are compared with.
  bool is_plain() const { return settings.memory == "plain"; }

  /// What a row of this cell is identified by, still without the pictures' digests.
  ResultIdentity identity() const;
};

/// Every cell of the run: suites in the order given, degradations within them, models within
/// these, memory modes within these, each once. The mode plain comes first, so that others can be
/// compared with it, unless the modes are an order of attempts (OnOom::next_mode). Throws
/// UsageError for unknown names.
std::vector<PlannedCell> plan_cells(const RunOptions& options);

}  // namespace mbench
