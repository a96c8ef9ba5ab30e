// The program meets a terminal, a closed pipe, a full disk and Ctrl-C.

#include "tests/cli/program_pictures.h"
#include "tests/cli/run_program.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

namespace mbench {
namespace {

/// A program on a terminal of its own.
class OnTerminal {
 public:
  OnTerminal(const std::string& line, const fs::path& folder, unsigned short columns) {
    winsize size{};
    size.ws_col = columns;
    size.ws_row = 24;
    child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ != 0) return;
    std::vector<std::string> environment = clean_environment(folder);
    std::vector<char*> variables;
    for (std::string& variable : environment) variables.push_back(variable.data());
    variables.push_back(nullptr);
    if (::chdir(folder.c_str()) != 0) ::_exit(126);
    ::execle("/bin/bash", "bash", "--norc", "--noprofile", "-c", ("exec " + line).c_str(), nullptr,
             variables.data());
    ::_exit(127);
  }
  ~OnTerminal() {
    ::close(terminal_);
    if (child_ > 0 && !ended_) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
  }
  OnTerminal(const OnTerminal&) = delete;
  OnTerminal& operator=(const OnTerminal&) = delete;

  /// What it wrote until `text` came, or it ended.
  const std::string& read_until(const std::string& text) {
    std::string bytes(4096, '\0');
    while (written_.find(text) == std::string::npos) {
      const ssize_t count = ::read(terminal_, bytes.data(), bytes.size());
      if (count <= 0) break;  // EIO: the program's end of the terminal is closed
      written_.append(bytes, 0, static_cast<std::size_t>(count));
    }
    return written_;
  }
  void press_ctrl_c() const { EXPECT_EQ(::write(terminal_, "\003", 1), 1); }
  int exit_code() {
    read_until(std::string(1, '\0'));  // never written: reads to the end
    int status = 0;
    ::waitpid(child_, &status, 0);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  const std::string& written() const { return written_; }

 private:
  pid_t child_ = -1;
  int terminal_ = -1;
  bool ended_ = false;
  std::string written_;
};

class Program : public testing::Test {
 protected:
  Program() { make_program_pictures(folder.path()); }
  TemporaryFolder folder;
};

/// A container or chroot may have no /dev/pts.
class ProgramOnTerminal : public Program {
 protected:
  void SetUp() override {
    int ours = -1;
    int theirs = -1;
    if (::openpty(&ours, &theirs, nullptr, nullptr, nullptr) != 0) {
      GTEST_SKIP() << "this machine has no pseudo-terminals: " << std::strerror(errno);
    }
    ::close(ours);
    ::close(theirs);
  }
};

/// The widest line between returns and line ends, without escape sequences.
std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') {
      while (i < text.size() && !std::isalpha(static_cast<unsigned char>(text[i]))) ++i;
    } else if (text[i] == '\r' || text[i] == '\n') {
      width = 0;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      widest = std::max(widest, ++width);
    }
  }
  return widest;
}

TEST_F(ProgramOnTerminal, DrawsABarOnATerminalAndColoursTheHeading) {
  OnTerminal terminal("mbench score --pred set/pred --gt set/gt --trimap set/trimap", folder.path(),
                      80);
  EXPECT_EQ(terminal.exit_code(), 0);
  EXPECT_NE(terminal.written().find("score ["), std::string::npos);
  EXPECT_NE(terminal.written().find("\033[1mname"), std::string::npos);
}

TEST_F(ProgramOnTerminal, StaysWithinANarrowTerminal) {
  for (const char* line : {"mbench score --pred set/pred --gt set/gt --trimap set/trimap",
                           "mbench suites", "mbench models"}) {
    OnTerminal terminal(line, folder.path(), 60);
    EXPECT_EQ(terminal.exit_code(), 0);
    EXPECT_LE(widest_line(terminal.written()), 60U) << line << "\n" << terminal.written();
  }
}

TEST_F(ProgramOnTerminal, ADumbTerminalGetsNeitherBarNorColour) {
  OnTerminal terminal("env TERM=dumb mbench score --pred set/pred --gt set/gt --trimap set/trimap",
                      folder.path(), 80);
  EXPECT_EQ(terminal.exit_code(), 0);
  EXPECT_EQ(terminal.written().find('\033'), std::string::npos);
}

TEST_F(ProgramOnTerminal, CtrlCStopsARunThatCanBeResumed) {
  OnTerminal terminal("mbench run --suite demo --model trimap --model guided-filter --threads 1",
                      folder.path(), 80);
  terminal.read_until("guided-fil");
  terminal.press_ctrl_c();
  EXPECT_EQ(terminal.exit_code(), 75);
  EXPECT_NE(terminal.written().find("--resume"), std::string::npos) << terminal.written();
  const ProgramResult resumed =
      run_shell("mbench run --suite demo --model trimap --model guided-filter --threads 1 --resume",
                folder.path());
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(resumed.err.find(" 0 kept"), std::string::npos) << resumed.err;
  const ProgramResult report = run_shell("mbench report --format json --per-image", folder.path());
  EXPECT_EQ(report.exit_code, 0) << report.err;
}

TEST_F(Program, AReaderThatGoesAwayIsNoFailure) {
  const ProgramResult result = run_shell(
      "set -o pipefail; for i in 1 2 3; do mbench config -o json | head -c 1 >/dev/null || exit; "
      "done",
      folder.path());
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
}

TEST_F(Program, AFullDiskUnderStandardOutputIsTold) {
  const ProgramResult result = run_shell("mbench config > /dev/full", folder.path());
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("No space left"), std::string::npos) << result.err;
}

TEST_F(Program, ClosedStandardStreamsDoNotMatter) {
  const ProgramResult result = run_shell(
      "mbench score --pred in/off.png --gt in/truth.png --trimap in/trimap.png <&- >&- 2>&-",
      folder.path());
  EXPECT_EQ(result.exit_code, 0);
}

TEST_F(Program, ScoresTheSameWhateverTheThreads) {
  const std::string line =
      "mbench score --pred set/pred --gt set/gt --trimap set/trimap -o json --threads ";
  const ProgramResult one = run_shell(line + "1", folder.path());
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_EQ(one.out, run_shell(line + "7", folder.path()).out);
  const auto rows = nlohmann::json::parse(one.out);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["metrics"]["sad"], 0.0);
  EXPECT_DOUBLE_EQ(rows[1]["metrics"]["sad"].get<double>(), 0.02);
  EXPECT_DOUBLE_EQ(rows[1]["metrics"]["mse"].get<double>(), 0.04);
}

TEST_F(Program, CompletionsAreValidInTheirShells) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const bool here = run_shell("command -v " + shell, folder.path()).exit_code == 0;
    if (!here) continue;  // only bash is on every machine
    const ProgramResult result = run_shell(
        "mbench completion " + shell + " > script && " + shell + " -n script", folder.path());
    EXPECT_EQ(result.exit_code, 0) << shell << ": " << result.err;
    EXPECT_EQ(result.err, "") << shell;
  }
}

}  // namespace
}  // namespace mbench
