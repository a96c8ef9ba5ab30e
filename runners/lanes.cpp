#include "runners/lanes.h"

#include "runners/lane_worker.h"

#include <thread>

namespace mbench {

void Lanes::run(int lanes) {
  // Workers die with the thread that started them, so each thread ends its own.
  std::vector<std::thread> others;
  for (int i = 1; i < lanes; ++i) others.emplace_back([this] { work(); });
  work();
  for (std::thread& other : others) other.join();
  if (failure_) std::rethrow_exception(failure_);
}

std::optional<Lanes::Task> Lanes::next() {
  const std::lock_guard<std::mutex> lock(mutex_);
  while (cell_ < cells_.size() && index_ >= cells_[cell_].size()) {
    ++cell_;
    index_ = 0;
  }
  if (failure_ || cell_ >= cells_.size()) return std::nullopt;
  return Task{&cells_[cell_], index_++};
}

void Lanes::work() {
  try {
    LaneWorker worker(isolation_);
    while (const std::optional<Task> task = next()) {
      before_each_();
      SampleRun sample = task->cell->prepare(task->index);
      task->cell->infer(sample, worker.of(*task->cell));
      task->cell->finish(sample);
    }
  } catch (...) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    on_failure_();
  }
}

}  // namespace mbench
