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
  ended_.wait(lock, [this] { return serving_ == 0; });
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void ThreadTeam::serve() {
  std::size_t seen = 0;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      begun_.wait(lock, [&] { return closing_ || round_ != seen; });
      if (closing_) return;
      seen = round_;
    }
    take_pieces();
    const std::lock_guard lock(mutex_);
    if (--serving_ == 0) ended_.notify_one();
  }
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
