#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mbench {

/// A fixed number of threads that share out numbered pieces of work.
///
/// cv::parallel_for_ is not used: its number of threads belongs to the whole process, and
/// a model must obey the number it was given.
class ThreadTeam {
 public:
  /// `threads` in all, the caller included; less than one counts as one.
  explicit ThreadTeam(int threads);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Calls `work(i)` once for each i below `count`, in any order and on any thread, and
  /// returns when all are done. If calls throw, one of the exceptions is thrown on.
  void each(std::size_t count, const std::function<void(std::size_t)>& work);

  /// Pieces of work that threads do where they would wait: for the others at the end of each(),
  /// and for the caller between two of them. One at a time for each team.
  class Beside {
   public:
    Beside(ThreadTeam& team, std::size_t count, std::function<void(std::size_t)> work);
    /// What has not been begun is left undone.
    ~Beside();
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    /// Does what is left, on all threads. If pieces threw, one of the exceptions is thrown on.
    void finish();

   private:
    ThreadTeam& team_;
  };

 private:
  void serve();
  void take_pieces();
  bool has_beside() const { return beside_next_ < beside_count_; }
  void do_one_beside(std::unique_lock<std::mutex>& lock);

  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable begun_;
  std::condition_variable ended_;
  std::size_t round_ = 0;    ///< raised when work begins
  std::size_t serving_ = 0;  ///< workers that have not finished the round
  bool closing_ = false;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t count_ = 0;
  std::atomic<std::size_t> next_{0};
  std::exception_ptr failure_;

  std::function<void(std::size_t)> beside_work_;  ///< this and what follows: under the mutex
  std::size_t beside_count_ = 0;
  std::size_t beside_next_ = 0;
  std::size_t beside_running_ = 0;
  std::exception_ptr beside_failure_;
};

}  // namespace mbench
