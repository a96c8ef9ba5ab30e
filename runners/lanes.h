#pragma once

#include "runners/lane_worker.h"
#include "runners/run_cell.h"

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace mbench {

/// Every image of every cell, handed out in order to lanes that work at the same time, each with
/// a worker of its own.
///
/// While a lane's worker infers one sample, a thread beside it finishes the sample before and
/// prepares the one behind. So a lane holds the pictures of at most two samples, its rows are
/// stored in the order of its samples, and a run takes little longer than its inference.
class Lanes {
 public:
  /// `before_each` is called before an image is inferred, and stops the lanes by throwing; what
  /// was inferred is stored. `on_failure` is called when a lane ends early.
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
  /// A sample that a lane has in hand.
  struct Step {
    CellRun* cell = nullptr;
    SampleRun sample;
  };

  std::optional<Task> next();
  std::optional<Step> prepare_next();
  void work();
  /// `inferred` is what is still to be finished, also when it throws.
  void work_through(std::optional<Step>& inferred);
  void fail(std::exception_ptr why);

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
