#include "runners/lanes.h"

#include <sched.h>
#include <sys/resource.h>

#include <future>
#include <thread>
#include <vector>

namespace mbench {
namespace {

/// What the calling thread does shall cost the models no time. It is only a matter of speed
/// whether the system agrees.
void yield_to_inference() {
  constexpr int kLeastUrgent = 19;
  ::setpriority(PRIO_PROCESS, 0, kLeastUrgent);  // in Linux of the thread
  const sched_param none{};
  ::sched_setscheduler(0, SCHED_BATCH, &none);
}

}  // namespace

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

std::optional<Lanes::Step> Lanes::prepare_next() {
  const std::optional<Task> task = next();
  if (!task) return std::nullopt;
  return Step{task->cell, task->cell->prepare(task->index)};
}

void Lanes::work() {
  std::optional<Step> inferred;
  try {
    work_through(inferred);
  } catch (...) {
    fail(std::current_exception());
  }
  try {
    if (inferred) inferred->cell->finish(inferred->sample);
  } catch (...) {
    fail(std::current_exception());
  }
}

void Lanes::work_through(std::optional<Step>& inferred) {
  LaneWorker worker(isolation_);
  std::optional<Step> now = prepare_next();
  while (now) {
    before_each_();
    std::optional<Step> behind;
    // First what is done, whose pictures then make room for the next.
    std::future<void> beside = std::async(std::launch::async, [&] {
      yield_to_inference();
      if (auto done = std::exchange(inferred, std::nullopt)) done->cell->finish(done->sample);
      behind = prepare_next();
    });
    now->cell->infer(now->sample, worker.of(*now->cell));
    beside.wait();
    inferred = std::move(now);
    now.reset();
    beside.get();
    now = std::move(behind);
  }
}

void Lanes::fail(std::exception_ptr why) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failure_) failure_ = std::move(why);
  }
  on_failure_();
}

}  // namespace mbench
