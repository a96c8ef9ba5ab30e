#pragma once

#include "runners/run_plan.h"
#include "runners/run_recorder.h"
#include "runners/worker_process.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// One model on one suite: turns its samples into stored rows, on any number of lanes.
class CellRun {
 public:
  CellRun(const PlannedCell& cell, const std::vector<Sample>& samples, const RunOptions& options,
          RunRecorder& recorder);

  std::size_t size() const { return samples_.size(); }
  /// How a lane starts a worker for this cell.
  WorkerOptions worker_options() const;
  /// Loads, infers, scores and stores sample `index`, or takes its stored row over. Throws
  /// Interrupted and StoreError only.
  void run(std::size_t index, WorkerProcess& worker);

 private:
  ResultRecord blank_row(std::size_t index) const;
  bool reuse(const ResultRecord& blank, const PixelDigests& digests);
  void infer(ResultRecord& row, const LoadedSample& loaded, WorkerProcess& worker);
  void score_and_store(ResultRecord& row, const Alpha& alpha, const LoadedSample& loaded);
  void fail(ResultRecord& row, RowState state, const std::string& message);
  fs::path alpha_file(const ResultRecord& row) const;
  /// What is left of the cell's time; lanes that infer at once each count in full.
  std::optional<double> time_left_ms();
  void use_time(double ms);
  /// An even share of the time left among the images that are left.
  double quiet_limit_ms(const ResultRecord& row, std::optional<double> left_ms) const;
  /// Tells what speaks against the figures of this row.
  void note_doubts(const ResultRecord& row);

  const PlannedCell& cell_;
  const std::vector<Sample>& samples_;
  const RunOptions& options_;
  RunRecorder& recorder_;
  std::int64_t id_;
  std::mutex time_mutex_;
  double used_ms_ = 0.0;
};

}  // namespace mbench
