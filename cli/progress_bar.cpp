#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <ostream>

namespace mbench {
namespace {

constexpr std::size_t kHistorySteps = 64;
constexpr std::size_t kWidestBar = 30;
constexpr std::size_t kNarrowestBar = 6;

/// Characters of UTF-8 text.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
  }));
}

std::string cut(std::string_view text, std::size_t width) {
  std::string kept;
  std::size_t count = 0;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if ((byte & 0xC0U) != 0x80U && ++count > width) break;
    kept += byte < 0x20 || byte == 0x7F ? '?' : letter;
  }
  return kept;
}

std::string rate_text(double per_second) {
  if (per_second >= 10) return fmt::format("{:.0f}/s", per_second);
  if (per_second >= 0.1) return fmt::format("{:.1f}/s", per_second);
  return fmt::format("{:.1f}/min", 60 * per_second);
}

}  // namespace

std::string clock_text(double seconds) {
  const long long whole = std::llround(std::max(0.0, std::min(seconds, 3.6e8)));
  const long long hours = whole / 3600;
  const long long minutes = whole / 60 % 60;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60);
  return fmt::format("{}:{:02}", minutes, whole % 60);
}

ProgressBar::ProgressBar(std::ostream& out, ProgressStyle style)
    : out_(out), style_(std::move(style)) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::begin(std::string_view what, std::size_t total) {
  const std::lock_guard lock(mutex_);
  what_ = what;
  now_.clear();
  total_ = total;
  done_ = 0;
  active_ = true;
  shown_ = false;
  shown_at_s_ = style_.now_s();
  history_ = {{shown_at_s_, 0}};
  if (style_.terminal) show(true);
}

void ProgressBar::step(std::size_t done, std::string_view now) {
  const std::lock_guard lock(mutex_);
  if (!active_) return;
  done_ = std::max(done_, done);
  now_ = now;
  history_.emplace_back(style_.now_s(), done_);
  if (history_.size() > kHistorySteps) history_.pop_front();
  show(false);
}

void ProgressBar::note(std::string_view line) {
  const std::lock_guard lock(mutex_);
  clear();
  out_ << line << '\n' << std::flush;
  if (active_ && style_.terminal) show(true);
}

void ProgressBar::end() {
  const std::lock_guard lock(mutex_);
  // A log that heard of the job shall hear of its end; a short job says nothing.
  if (active_ && !style_.terminal && shown_) print_line();
  clear();
  active_ = false;
}

void ProgressBar::show(bool at_once) {
  const double now = style_.now_s();
  const double wait = style_.terminal ? style_.redraw_every_s : style_.line_every_s;
  if (!at_once && now - shown_at_s_ < wait) return;
  shown_at_s_ = now;
  shown_ = true;
  if (style_.terminal) {
    draw();
  } else {
    print_line();
  }
}

double ProgressBar::steps_per_second() const {
  const auto& [first_s, first_done] = history_.front();
  const auto& [last_s, last_done] = history_.back();
  // The moment of asking counts, so that a long step slows the rate while it lasts.
  const double elapsed = std::max(last_s, style_.now_s()) - first_s;
  return elapsed > 0 ? static_cast<double>(last_done - first_done) / elapsed : 0;
}

std::string ProgressBar::figures() const {
  std::string text = fmt::format("{}/{}", done_, total_);
  const double rate = steps_per_second();
  if (rate <= 0) return text;
  text += " " + rate_text(rate);
  if (done_ < total_) {
    text += " ETA " + clock_text(static_cast<double>(total_ - done_) / rate);
  }
  return text;
}

void ProgressBar::draw() {
  const auto columns = static_cast<std::size_t>(std::max(1, style_.columns() - 1));
  const double share =
      total_ ? static_cast<double>(std::min(done_, total_)) / static_cast<double>(total_) : 0;
  const std::string percent = fmt::format("{:3.0f}%", std::floor(100 * share));
  const std::string numbers = figures();

  // What matters most stays longest as the terminal narrows: the percentage, the
  // figures, the bar, what the job is, what is being worked on.
  std::string line = percent;
  if (percent.size() + 1 + numbers.size() <= columns) line += " " + numbers;
  const std::size_t free = columns - std::min(columns, width_of(line));
  if (free >= kNarrowestBar + 3) {
    const std::size_t name = width_of(what_) + 1;
    const bool names_it = !what_.empty() && free >= name + kNarrowestBar + 3;
    const std::size_t room = free - (names_it ? name : 0) - 3;
    const std::size_t length = std::min(kWidestBar, room);
    const auto filled = static_cast<std::size_t>(std::floor(share * static_cast<double>(length)));
    const std::string bar = std::string(filled, '#') + std::string(length - filled, '.');
    line = fmt::format("{}[{}] {}", names_it ? what_ + " " : "", bar, line);
  }
  const std::size_t width = width_of(line);
  if (!now_.empty() && columns > width + 6) line += "  " + cut(now_, columns - width - 2);
  line = cut(line, columns);

  clear();
  out_ << line << std::flush;
  drawn_width_ = width_of(line);
}

void ProgressBar::print_line() {
  const double share =
      total_ ? 100.0 * static_cast<double>(done_) / static_cast<double>(total_) : 0;
  out_ << fmt::format("{}{}{} ({:.0f} %){}{}\n", what_, what_.empty() ? "" : ": ", figures(),
                      std::floor(share), now_.empty() ? "" : "  ", now_)
       << std::flush;
}

void ProgressBar::clear() {
  if (drawn_width_ == 0) return;
  // A terminal made narrower has wrapped the old bar over several lines.
  const auto columns = static_cast<std::size_t>(std::max(1, style_.columns()));
  const std::size_t lines_above = (drawn_width_ - 1) / columns;
  if (lines_above > 0) out_ << fmt::format("\033[{}A", lines_above);
  out_ << "\r\033[J" << std::flush;
  drawn_width_ = 0;
}

}  // namespace mbench
