#include "cli/terminal.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace mbench {
namespace {

/// An environment variable with another value for a while.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    if (value) {
      ::setenv(name, value, 1);
    } else {
      ::unsetenv(name);
    }
  }
  ~Variable() {
    if (before_) {
      ::setenv(name_.c_str(), before_->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

/// A descriptor that is no terminal.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe(ends_), 0); }
  ~Pipe() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int write_end() const { return ends_[1]; }

 private:
  int ends_[2] = {-1, -1};
};

TEST(UseColor, TheUsersChoiceDecides) {
  const Variable no_color("NO_COLOR", "1");
  const Pipe pipe;
  EXPECT_TRUE(use_color(pipe.write_end(), "always"));
  EXPECT_FALSE(use_color(pipe.write_end(), "never"));
}

TEST(UseColor, APipeHasNoneUnlessForced) {
  const Variable no_color("NO_COLOR", nullptr);
  const Pipe pipe;
  {
    const Variable force("CLICOLOR_FORCE", nullptr);
    EXPECT_FALSE(use_color(pipe.write_end(), "auto"));
  }
  {
    const Variable force("CLICOLOR_FORCE", "0");
    EXPECT_FALSE(use_color(pipe.write_end(), "auto"));
  }
  const Variable force("CLICOLOR_FORCE", "1");
  EXPECT_TRUE(use_color(pipe.write_end(), "auto"));
}

TEST(UseColor, NoColorBeatsForce) {
  const Variable no_color("NO_COLOR", "yes");
  const Variable force("CLICOLOR_FORCE", "1");
  const Pipe pipe;
  EXPECT_FALSE(use_color(pipe.write_end(), "auto"));
}

TEST(TerminalColumns, AsksColumnsWhereThereIsNoTerminal) {
  const Pipe pipe;
  const Variable columns("COLUMNS", "57");
  EXPECT_EQ(terminal_columns(pipe.write_end()), 57);
  const Variable nonsense("COLUMNS", "wide");
  EXPECT_EQ(terminal_columns(pipe.write_end()), 80);
}

TEST(UtcTimestamp, IsTheEpochThatBuildsAreGiven) {
  const Variable epoch("SOURCE_DATE_EPOCH", "86400");
  EXPECT_EQ(utc_timestamp(), "1970-01-02T00:00:00Z");
}

}  // namespace
}  // namespace mbench
