#pragma once

#include "runners/mode_stages.h"
#include "runners/plain_alphas.h"
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

/// A sample on its way through a cell.
struct SampleRun {
  std::size_t index = 0;
  ResultRecord row;
  /// Its pictures, if it is to be inferred.
  std::optional<LoadedSample> loaded;
  /// The state of the stored row that stands for it.
  std::optional<RowState> kept;
  bool is_in_place = false;  ///< that row is the one that the cell holds already
  std::optional<Alpha> alpha;
};

/// One model on one suite: turns its samples into stored rows, on any number of lanes. A sample
/// is prepared, inferred and finished, in this order and on any threads; only inference takes
/// the worker. Each step throws Interrupted and StoreError only.
class CellRun {
 public:
  /// `samples`: the cell's whole suite. All must outlive the object.
  CellRun(const CellPart& part, const std::vector<Sample>& samples, const RunOptions& options,
          RunRecorder& recorder, PlainAlphas& plain_alphas);

  const PlannedCell& cell() const { return cell_; }
  /// How many samples are run.
  std::size_t size() const { return chosen_.size(); }
  /// The places of those that ran out of memory, once all are finished.
  std::vector<std::size_t> out_of_memory() const;
  /// How a lane starts a worker for this cell.
  WorkerOptions worker_options() const;

  /// Finds the stored row of sample `index` of those that are run, or loads its pictures.
  SampleRun prepare(std::size_t index);
  /// Makes the alpha of what was loaded.
  void infer(SampleRun& sample, WorkerProcess& worker);
  /// Scores and stores it, or takes the stored row over.
  void finish(SampleRun& sample);

 private:
  void find_or_load(SampleRun& work, const Sample& sample);
  bool reuse(SampleRun& work, const PixelDigests& digests);
  std::optional<Prompt> prompt_for(SampleRun& work) const;
  void compare_with_plain(SampleRun& work);
  void settle_plain(const SampleRun& work);
  void store(SampleRun& work);
  void score_and_store(SampleRun& work);
  void store_failure(ResultRecord& row);
  fs::path alpha_file(const ResultRecord& row) const;
  /// What is left of the cell's time; lanes that infer at once each count in full.
  std::optional<double> time_left_ms();
  void use_time(double ms);
  /// An even share of the time left among the images that are left.
  double quiet_limit_ms(const SampleRun& work, std::optional<double> left_ms) const;
  /// Tells what speaks against the figures of this row.
  void note_doubts(const ResultRecord& row);

  const PlannedCell& cell_;
  const std::vector<Sample>& samples_;
  const std::vector<std::size_t> chosen_;  // places in samples_
  const bool has_next_;
  const RunOptions& options_;
  RunRecorder& recorder_;
  PlainAlphas& plain_alphas_;
  std::int64_t id_;
  std::vector<RowState> states_;  // beside chosen_; each is written by one lane
  std::mutex time_mutex_;
  double used_ms_ = 0.0;
};

}  // namespace mbench
