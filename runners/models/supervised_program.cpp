#include "runners/models/supervised_program.h"

#include "core/descriptor.h"
#include "core/interrupt.h"
#include "runners/models/process_tree.h"
#include "runners/models/program_supervisor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace mbench {
namespace {

constexpr int kPollMs = 50;  // how late a Ctrl-C may be noticed

/// The supervisor as its parent sees it; ends with this object, and all below it.
class Supervision {
 public:
  Supervision(const std::vector<std::string>& words, const fs::path& scratch) {
    std::array<int, 2> alive{-1, -1};
    std::array<int, 2> verdict{-1, -1};
    if (::pipe2(alive.data(), O_CLOEXEC) != 0 || ::pipe2(verdict.data(), O_CLOEXEC) != 0) {
      throw InternalError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    }
    Descriptor watched(alive[0]);
    Descriptor answering(verdict[1]);
    alive_ = Descriptor(alive[1]);
    verdict_ = Descriptor(verdict[0]);
    process_ = ::fork();
    if (process_ < 0) {
      throw InternalError(fmt::format("cannot make a process: {}", std::strerror(errno)));
    }
    if (process_ == 0) supervise(words, std::move(watched), std::move(answering), scratch);
  }

  ~Supervision() {
    alive_.close();
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Supervision(const Supervision&) = delete;
  Supervision& operator=(const Supervision&) = delete;

  SupervisorVerdict verdict() const {
    SupervisorVerdict verdict;
    for (;;) {
      throw_if_interrupted();
      pollfd watched{verdict_.get(), POLLIN, 0};
      if (::poll(&watched, 1, kPollMs) <= 0) continue;
      const ssize_t count = ::read(verdict_.get(), &verdict, sizeof verdict);
      if (count < 0 && errno == EINTR) continue;
      if (count == static_cast<ssize_t>(sizeof verdict)) return verdict;
      throw ProgramError("the process that watched over the program ended before it");
    }
  }

 private:
  Descriptor alive_;
  Descriptor verdict_;
  pid_t process_ = -1;
};

std::optional<std::int64_t> measured(std::int64_t bytes) {
  return bytes < 0 ? std::nullopt : std::optional(bytes);
}

}  // namespace

ProgramReport run_supervised(const std::vector<std::string>& words, const fs::path& scratch) {
  MBENCH_ASSERT(!words.empty());
  const std::int64_t kills_before = out_of_memory_kills();
  const SupervisorVerdict verdict = Supervision(words, scratch).verdict();
  if (verdict.start_error != 0) {
    throw ModelError(
        fmt::format("cannot start {}: {}", words.front(), std::strerror(verdict.start_error)));
  }
  ProgramReport report;
  if (WIFSIGNALED(verdict.wait_status)) {
    report.signal = WTERMSIG(verdict.wait_status);
  } else {
    report.exit_status = WEXITSTATUS(verdict.wait_status);
  }
  report.out_of_memory = report.signal == SIGKILL && out_of_memory_kills() > kills_before;
  report.last_output.assign(verdict.output.data(), verdict.output_bytes);
  report.memory_peak_bytes = measured(verdict.memory_peak_bytes);
  report.device_peak_bytes = measured(verdict.device_peak_bytes);
  return report;
}

}  // namespace mbench
