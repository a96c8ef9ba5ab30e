#include "runners/lane_worker.h"

#include "runners/worker_protocol.h"

namespace mbench {

WorkerProcess& LaneWorker::of(const CellRun& cell) {
  WorkerOptions options = cell.worker_options();
  const std::string setup =
      to_packet(WorkerSetup{options.model.text(), options.settings, options.threads, 0});
  if (!may_go_on(cell, setup)) {
    worker_.reset();  // two models at once may not fit
    worker_.emplace(std::move(options));
  }
  cell_ = &cell;
  setup_ = setup;
  return *worker_;
}

bool LaneWorker::may_go_on(const CellRun& cell, const std::string& setup) const {
  if (!worker_) return false;
  switch (isolation_) {
    case Isolation::none:
      return setup == setup_;
    case Isolation::process:
      return &cell == cell_;
    case Isolation::image:
      break;
  }
  return false;
}

}  // namespace mbench
