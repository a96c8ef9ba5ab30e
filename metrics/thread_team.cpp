#include "metrics/thread_team.h"

namespace mbench {

ThreadTeam::ThreadTeam(int size) {
  for (int i = 1; i < size; ++i) helpers_.emplace_back([this] { help(); });
}

ThreadTeam::~ThreadTeam() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closing_ = true;
  }
  work_came_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void ThreadTeam::for_each(int count, const std::function<void(int)>& work) {
  if (helpers_.empty() || count < 2) {
    for (int i = 0; i < count; ++i) work(i);
    return;
  }
  std::unique_lock<std::mutex> lock(mutex_);
  work_ = &work;
  next_ = 0;
  count_ = count;
  unfinished_ = count;
  failure_ = nullptr;
  work_came_.notify_all();
  take_turns(lock);
  work_done_.wait(lock, [this] { return unfinished_ == 0; });
  if (failure_) std::rethrow_exception(failure_);
}

void ThreadTeam::help() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    work_came_.wait(lock, [this] { return closing_ || next_ < count_; });
    if (closing_) return;
    take_turns(lock);
  }
}

void ThreadTeam::take_turns(std::unique_lock<std::mutex>& lock) {
  while (next_ < count_) {
    const int i = next_++;
    lock.unlock();
    std::exception_ptr failure;
    try {
      (*work_)(i);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure && !failure_) failure_ = failure;
    if (--unfinished_ == 0) work_done_.notify_all();
  }
}

}  // namespace mbench
