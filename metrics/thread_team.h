#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mbench {

/// A few threads that share loops among themselves, for as long as the object lives.
class ThreadTeam {
 public:
  /// `size` threads including the caller's; below 2, everything runs in the caller's.
  explicit ThreadTeam(int size);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  int size() const { return static_cast<int>(helpers_.size()) + 1; }

  /// Calls `work(i)` once for each i = 0 .. count - 1 and returns when all are done.
  /// Rethrows the first exception of any of them.
  void for_each(int count, const std::function<void(int)>& work);

 private:
  void help();
  void take_turns(std::unique_lock<std::mutex>& lock);

  std::vector<std::thread> helpers_;
  std::mutex mutex_;
  std::condition_variable work_came_;
  std::condition_variable work_done_;
  const std::function<void(int)>* work_ = nullptr;
  int next_ = 0;
  int count_ = 0;
  int unfinished_ = 0;
  bool closing_ = false;
  std::exception_ptr failure_;
};

}  // namespace mbench
