#include "core/thread_team.h"

#include <utility>

namespace mbench {

ThreadTeam::ThreadTeam(int threads) {
  for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { serve(); });
}

ThreadTeam::~ThreadTeam() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  begun_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadTeam::each(std::size_t count, const std::function<void(std::size_t)>& work) {
  if (workers_.empty() || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    count_ = count;
    next_ = 0;
    failure_ = nullptr;
    serving_ = workers_.size();
    ++round_;
  }
  begun_.notify_all();
  take_pieces();
  std::unique_lock lock(mutex_);
  while (serving_ != 0) {
    if (has_beside()) {
      do_one_beside(lock);
    } else {
      ended_.wait(lock);
    }
  }
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void ThreadTeam::serve() {
  std::size_t seen = 0;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      begun_.wait(lock, [&] { return closing_ || round_ != seen || has_beside(); });
      if (closing_) return;
      if (round_ == seen) {
        do_one_beside(lock);
        continue;
      }
      seen = round_;
    }
    take_pieces();
    const std::lock_guard lock(mutex_);
    if (--serving_ == 0) ended_.notify_one();
  }
}

/// Leaves the lock while the piece is done.
void ThreadTeam::do_one_beside(std::unique_lock<std::mutex>& lock) {
  const std::size_t piece = beside_next_++;
  ++beside_running_;
  lock.unlock();
  std::exception_ptr failure;
  try {
    beside_work_(piece);
  } catch (...) {
    failure = std::current_exception();
  }
  lock.lock();
  if (failure) {
    beside_failure_ = failure;
    beside_next_ = beside_count_;
  }
  if (--beside_running_ == 0) ended_.notify_one();
}

ThreadTeam::Beside::Beside(ThreadTeam& team, std::size_t count,
                           std::function<void(std::size_t)> work)
    : team_(team) {
  {
    const std::lock_guard lock(team_.mutex_);
    team_.beside_work_ = std::move(work);
    team_.beside_count_ = count;
    team_.beside_next_ = 0;
    team_.beside_failure_ = nullptr;
  }
  team_.begun_.notify_all();
}

ThreadTeam::Beside::~Beside() {
  std::unique_lock lock(team_.mutex_);
  team_.beside_count_ = 0;
  team_.ended_.wait(lock, [this] { return team_.beside_running_ == 0; });
  team_.beside_work_ = nullptr;
}

void ThreadTeam::Beside::finish() {
  std::unique_lock lock(team_.mutex_);
  while (team_.has_beside()) team_.do_one_beside(lock);
  team_.ended_.wait(lock, [this] { return team_.beside_running_ == 0; });
  if (team_.beside_failure_) std::rethrow_exception(std::exchange(team_.beside_failure_, nullptr));
}

void ThreadTeam::take_pieces() {
  try {
    for (std::size_t i = next_++; i < count_; i = next_++) (*work_)(i);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    next_ = count_;
  }
}

}  // namespace mbench
