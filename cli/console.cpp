#include "cli/console.h"

#include "cli/progress_bar.h"
#include "cli/terminal.h"
#include "core/error.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>
#include <streambuf>

namespace mbench {
namespace {

constexpr const char* kRed = "31;1";
constexpr const char* kYellow = "33";
constexpr const char* kFaint = "2";

double monotonic_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

/// Standard output, whose errors are exceptions that say what happened.
class Console::Buffer : public std::streambuf {
 public:
  Buffer() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }

  void flush() {
    const char* next = pbase();
    while (next < pptr()) {
      const ssize_t count = ::write(STDOUT_FILENO, next, static_cast<std::size_t>(pptr() - next));
      if (count > 0) {
        next += count;
      } else if (count < 0 && errno != EINTR) {
        const int reason = errno;
        setp(bytes_.data(), bytes_.data() + bytes_.size());  // what cannot be written is dropped
        if (reason == EPIPE) throw OutputClosed();
        throw DataError(
            fmt::format("standard output cannot be written: {}", std::strerror(reason)));
      }
    }
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }

 protected:
  int_type overflow(int_type letter) override {
    flush();
    if (!traits_type::eq_int_type(letter, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(letter);
      pbump(1);
    }
    return traits_type::not_eof(letter);
  }

  int sync() override {
    flush();
    return 0;
  }

 private:
  std::array<char, 1 << 16> bytes_{};
};

Console::Console()
    : buffer_(std::make_unique<Buffer>()), out_(std::make_unique<std::ostream>(buffer_.get())) {
  out_->exceptions(std::ios::badbit);  // or the stream would swallow the buffer's exceptions
  configure("auto", false);
}

Console::~Console() = default;

void Console::configure(const std::string& color, bool quiet) {
  color_out_ = use_color(STDOUT_FILENO, color);
  color_err_ = use_color(STDERR_FILENO, color);
  quiet_ = quiet;
}

void Console::flush() { buffer_->flush(); }

TableStyle Console::table_style() const {
  TableStyle style;
  style.color = color_out_;
  if (is_terminal(STDOUT_FILENO)) style.columns = terminal_columns(STDOUT_FILENO);
  return style;
}

std::string Console::painted(std::string_view text, const char* code) const {
  return color_err_ ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

void Console::error(std::string_view what, std::string_view hint) {
  std::cerr << painted("mbench: ", kRed) << what << '\n';
  if (!hint.empty()) std::cerr << painted("hint: ", kFaint) << hint << '\n';
}

void Console::warnings(const std::vector<std::string>& lines) {
  constexpr std::size_t kMost = 10;
  for (std::size_t i = 0; i < std::min(lines.size(), kMost); ++i) warning(lines[i]);
  if (lines.size() > kMost) warning(fmt::format("... and {} more", lines.size() - kMost));
}

void Console::warning(std::string_view line) {
  std::cerr << painted("warning: ", kYellow) << line << '\n';
}

void Console::note(std::string_view line) {
  if (!quiet_) std::cerr << line << '\n';
}

void Console::hint(std::string_view line) {
  if (!quiet_) std::cerr << painted("hint: ", kFaint) << line << '\n';
}

std::unique_ptr<Progress> Console::progress() {
  if (quiet_) return std::make_unique<Progress>();
  ProgressStyle style;
  style.terminal = is_terminal(STDERR_FILENO);
  style.columns = [] { return terminal_columns(STDERR_FILENO); };
  style.now_s = monotonic_seconds;
  return std::make_unique<ProgressBar>(std::cerr, std::move(style));
}

}  // namespace mbench
