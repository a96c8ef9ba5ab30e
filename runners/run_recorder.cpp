#include "runners/run_recorder.h"

#include <numeric>

namespace mbench {

namespace {

double seconds_of(const MeasurementRecord& measurement, const std::string& phase) {
  const auto found = measurement.timings_ns.find(phase);
  if (found == measurement.timings_ns.end()) return 0;
  return std::accumulate(found->second.begin(), found->second.end(), 0.0) / 1e9;
}

}  // namespace

using Lock = std::lock_guard<std::mutex>;

RunRecorder::RunRecorder(Database& database, Progress& progress, const RunRecord& run,
                         const RunOptions& options)
    : results_(database),
      digests_(database),
      progress_(progress),
      stored_(results_, run.machine.digest, options.overwrite, options.retry_failed),
      run_(results_.begin_run(run)) {}

std::int64_t RunRecorder::cell(CellRecord record, const std::vector<std::string>& samples) {
  const Lock lock(mutex_);
  record.samples = static_cast<std::int64_t>(samples.size());
  const std::int64_t id = results_.cell_id(record);
  results_.retain(id, samples);
  return id;
}

std::optional<PixelDigests> RunRecorder::digests(const std::string& source) {
  const Lock lock(mutex_);
  return digests_.find(source);
}

void RunRecorder::put_digests(const std::string& source, const PixelDigests& digests) {
  const Lock lock(mutex_);
  digests_.put(source, digests);
}

std::optional<RowState> RunRecorder::in_place(const CellRecord& cell, const ResultRecord& row) {
  const Lock lock(mutex_);
  return stored_.in_place(cell, row);
}

std::optional<RowState> RunRecorder::of_key(const ResultRecord& row) {
  const Lock lock(mutex_);
  return stored_.of_key(row);
}

void RunRecorder::keep(std::int64_t cell, const ResultRecord& row, bool is_in_place) {
  const Lock lock(mutex_);
  if (!is_in_place) {
    results_.link(cell, row.identity.key(), row.sample, row.foreground, row.ordinal);
  }
  ++summary_.reused;
  show();
}

void RunRecorder::put(std::int64_t cell, const ResultRecord& row,
                      const std::vector<PreviewRecord>& previews) {
  const Lock lock(mutex_);
  results_.put(run_, cell, row, previews);
  ++summary_.done;
  if (row.measurement) summary_.infer_s += seconds_of(*row.measurement, "infer");
  show();
}

void RunRecorder::count_failed() {
  const Lock lock(mutex_);
  ++summary_.failed;
}

void RunRecorder::begin_sample(const std::string& what) {
  const Lock lock(mutex_);
  latest_ = what;
  show();
}

void RunRecorder::show() {
  progress_.step(static_cast<std::size_t>(summary_.done + summary_.reused), latest_);
}

void RunRecorder::note(const std::string& line) {
  const Lock lock(mutex_);
  progress_.note(line);
}

void RunRecorder::end(const std::string& state) {
  const Lock lock(mutex_);
  results_.end_run(run_, state);
}

}  // namespace mbench
