#pragma once

#include "cli/table.h"
#include "core/progress.h"

#include <exception>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace mbench {

class Error;

/// Standard output was closed by its reader, as `| head` does. Not a failure.
class OutputClosed : public std::exception {
 public:
  const char* what() const noexcept override { return "standard output was closed"; }
};

/// The two streams of the program: data on stdout; messages, progress and hints on stderr.
class Console {
 public:
  Console();
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// Applies the settings `color` and `quiet`.
  void configure(const std::string& color, bool quiet);

  /// Buffered. Writing throws OutputClosed, or DataError if the disk is full.
  std::ostream& out() { return *out_; }
  /// Writes what is buffered. Throws as out().
  void flush();

  TableStyle table_style() const;

  /// "mbench: what", then its hint on a line of its own.
  void error(std::string_view what, std::string_view hint);
  void warning(std::string_view line);
  /// A warning for each of the first ten, and how many more there are.
  void warnings(const std::vector<std::string>& lines);
  /// What was done, or could be done next; silent with --quiet.
  void note(std::string_view line);
  void hint(std::string_view line);

  /// A bar on a terminal, lines on a pipe, nothing with --quiet.
  std::unique_ptr<Progress> progress();

 private:
  std::string painted(std::string_view text, const char* code) const;

  class Buffer;
  std::unique_ptr<Buffer> buffer_;
  std::unique_ptr<std::ostream> out_;
  bool color_out_ = false;
  bool color_err_ = false;
  bool quiet_ = false;
};

}  // namespace mbench
