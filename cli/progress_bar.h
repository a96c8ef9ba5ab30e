#pragma once

#include "core/progress.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace mbench {

/// Where and how progress is shown.
struct ProgressStyle {
  bool terminal = false;          ///< a bar that redraws itself; else a plain line now and then
  std::function<int()> columns;   ///< the terminal's width at this moment
  std::function<double()> now_s;  ///< monotonic seconds
  double redraw_every_s = 0.1;
  double line_every_s = 5.0;
};

/// Progress with a rate and the time that is left. May be told from several threads.
class ProgressBar : public Progress {
 public:
  ProgressBar(std::ostream& out, ProgressStyle style);
  ~ProgressBar() override;
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void begin(std::string_view what, std::size_t total) override;
  void step(std::size_t done, std::string_view now) override;
  void note(std::string_view line) override;
  void end() override;

 private:
  void show(bool at_once);
  void draw();
  void print_line();
  void clear();
  double steps_per_second() const;
  std::string figures() const;

  std::ostream& out_;
  ProgressStyle style_;
  std::mutex mutex_;
  std::string what_;
  std::string now_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  bool active_ = false;
  bool shown_ = false;  ///< something of this job was written
  double shown_at_s_ = 0;
  std::size_t drawn_width_ = 0;  ///< characters of the bar on screen; 0: none
  /// When how many steps were done, the recent ones: the rate follows changes of pace.
  std::deque<std::pair<double, std::size_t>> history_;
};

/// "0:07", "12:30", "3:05:00".
std::string clock_text(double seconds);

}  // namespace mbench
