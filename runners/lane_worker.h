#pragma once

#include "runners/run_cell.h"
#include "runners/worker_process.h"

#include <optional>
#include <string>

namespace mbench {

/// The worker of a lane, as fresh for each image as the isolation asks.
class LaneWorker {
 public:
  explicit LaneWorker(Isolation isolation) : isolation_(isolation) {}

  /// For the next image, which is one of this cell.
  WorkerProcess& of(const CellRun& cell);

 private:
  bool may_go_on(const CellRun& cell, const std::string& setup) const;

  Isolation isolation_;
  std::optional<WorkerProcess> worker_;
  const CellRun* cell_ = nullptr;  // that it was started for
  std::string setup_;              // that it was started with
};

}  // namespace mbench
