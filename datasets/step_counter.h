#pragma once

#include "core/progress.h"

#include <cstddef>
#include <mutex>
#include <string_view>

namespace mbench {

/// Tells a Progress of one job whose steps several threads finish.
class StepCounter {
 public:
  StepCounter(Progress& progress, std::string_view what, std::size_t total) : progress_(progress) {
    progress_.begin(what, total);
  }
  ~StepCounter() { progress_.end(); }
  StepCounter(const StepCounter&) = delete;
  StepCounter& operator=(const StepCounter&) = delete;

  void step(std::string_view now) {
    const std::lock_guard lock(mutex_);
    progress_.step(++done_, now);
  }

 private:
  Progress& progress_;
  std::mutex mutex_;
  std::size_t done_ = 0;
};

}  // namespace mbench
