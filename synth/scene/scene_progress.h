#pragma once

#include "core/progress.h"

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Tells a Progress what several threads do, and each warning once.
class SceneProgress {
 public:
  explicit SceneProgress(Progress& progress) : progress_(progress) {}

  void begin(std::string_view what, std::size_t total) {
    done_ = 0;
    progress_.begin(what, total);
  }
  void step(std::string_view now, const std::vector<std::string>& warnings) {
    const std::lock_guard lock(mutex_);
    for (const std::string& warning : warnings) {
      if (told_.insert(warning).second) progress_.note(warning);
    }
    progress_.step(++done_, now);
  }
  void end() { progress_.end(); }

 private:
  Progress& progress_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::set<std::string> told_;
};

}  // namespace mbench
