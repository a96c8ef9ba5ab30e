#pragma once

#include <chrono>
#include <cstdint>

namespace mbench {

/// How long this thread has waited for files of pictures to be read, since the clock was made: what
/// of a sample's loading is the disk's, and not decoding.
class ReadClock {
 public:
  std::int64_t elapsed_ns() const { return total_ns() - before_; }

  /// Counts its own lifetime as reading.
  class Reading {
   public:
    Reading() = default;
    ~Reading() {
      const auto passed = std::chrono::steady_clock::now() - since_;
      total_ns() += std::chrono::duration_cast<std::chrono::nanoseconds>(passed).count();
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

   private:
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
  };

 private:
  static std::int64_t& total_ns() {
    thread_local std::int64_t total = 0;
    return total;
  }

  std::int64_t before_ = total_ns();
};

}  // namespace mbench
