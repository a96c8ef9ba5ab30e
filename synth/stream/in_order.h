#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace mbench {

/// Takes numbered things from several threads, in whatever order they are finished, and hands
/// them on one after the other in the order of their numbers.
///
/// A thread that is too far ahead waits, so that no more than `window` things are kept.
template <typename Thing>
class InOrder {
 public:
  /// `use` is called by one thread at a time.
  InOrder(std::size_t window, std::function<void(std::size_t, Thing&)> use)
      : window_(window), use_(std::move(use)) {}

  /// Does nothing after stop(). Throws what `use` throws, and stops.
  void put(std::size_t number, Thing thing) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return stopped_ || number < next_ + window_; });
    if (stopped_) return;
    waiting_.emplace(number, std::move(thing));
    if (!using_) use_waiting(lock);
  }

  /// Lets every waiting thread go; for when one of them has failed.
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    moved_.notify_all();
  }

 private:
  void use_waiting(std::unique_lock<std::mutex>& lock) {
    using_ = true;
    for (auto first = waiting_.begin();
         !stopped_ && first != waiting_.end() && first->first == next_; first = waiting_.begin()) {
      Thing thing = std::move(first->second);
      waiting_.erase(first);
      lock.unlock();
      try {
        use_(next_, thing);
      } catch (...) {
        stop();
        throw;
      }
      lock.lock();
      ++next_;
      moved_.notify_all();
    }
    using_ = false;
  }

  const std::size_t window_;
  const std::function<void(std::size_t, Thing&)> use_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::map<std::size_t, Thing> waiting_;
  std::size_t next_ = 0;
  bool using_ = false;
  bool stopped_ = false;
};

}  // namespace mbench
