#pragma once

#include "runners/run_cell.h"

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace mbench {

/// Every image of every cell, handed out in order to lanes that work at the same time, each with
/// a worker of its own.
class Lanes {
 public:
  /// `before_each` is called before an image is begun, and stops the lanes by throwing.
  /// `on_failure` is called when a lane ends early.
  Lanes(std::deque<CellRun>& cells, Isolation isolation, std::function<void()> before_each,
        std::function<void()> on_failure)
      : cells_(cells),
        isolation_(isolation),
        before_each_(std::move(before_each)),
        on_failure_(std::move(on_failure)) {}

  /// Throws what ended a lane early, after all lanes have ended.
  void run(int lanes);

 private:
  struct Task {
    CellRun* cell = nullptr;
    std::size_t index = 0;
  };

  std::optional<Task> next();
  void work();

  std::deque<CellRun>& cells_;
  Isolation isolation_;
  std::function<void()> before_each_;
  std::function<void()> on_failure_;
  std::mutex mutex_;
  std::size_t cell_ = 0;
  std::size_t index_ = 0;
  std::exception_ptr failure_;
};

}  // namespace mbench
