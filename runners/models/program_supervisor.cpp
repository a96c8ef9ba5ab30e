#include "runners/models/program_supervisor.h"

#include "core/stopwatch.h"
#include "runners/models/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace mbench {
namespace {

constexpr int kExitCannotStart = 127;
constexpr double kFirstSampleMs = 1;
constexpr double kLongestPauseMs = 20;
constexpr double kPausePerCost = 20;  // so that looking takes at most a twentieth of a core

/// What this process has computed; unlike the time on a clock it does not grow while others run.
double cpu_ms() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

struct Pipe {
  Descriptor reading;
  Descriptor writing;
};

Pipe new_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) ::_exit(kExitCannotStart);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Nothing that this process was forked with may stay open here: the other side of a socket would
/// wait for its end in vain.
void close_all_but(const Descriptor& first, const Descriptor& second) {
  std::vector<int> inherited;
  if (DIR* folder = ::opendir("/proc/self/fd")) {
    while (const dirent* entry = ::readdir(folder)) inherited.push_back(std::atoi(entry->d_name));
    inherited.erase(std::remove(inherited.begin(), inherited.end(), ::dirfd(folder)),
                    inherited.end());
    ::closedir(folder);
  }
  for (const int number : inherited) {
    if (number > STDERR_FILENO && number != first.get() && number != second.get()) ::close(number);
  }
}

sigset_t only(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  return set;
}

/// Becomes the program; on failure its errno goes to `failure`.
[[noreturn]] void become(const std::vector<std::string>& words, const Descriptor& output,
                         const Descriptor& failure, pid_t supervisor) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(kExitCannotStart);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output.get(), STDOUT_FILENO);
  ::dup2(output.get(), STDERR_FILENO);
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  ::execvp(pointers.front(), pointers.data());
  const int reason = errno;
  [[maybe_unused]] const ssize_t ignored = ::write(failure.get(), &reason, sizeof reason);
  ::_exit(kExitCannotStart);
}

class Supervisor {
 public:
  Supervisor(Descriptor alive, Descriptor verdict)
      : alive_(std::move(alive)), answer_(std::move(verdict)) {
    ::setsid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_IGN);
    close_all_but(alive_, answer_);
    const sigset_t child = only(SIGCHLD);
    std::signal(SIGCHLD, SIG_DFL);
    ::sigprocmask(SIG_SETMASK, &child, nullptr);
    children_ = Descriptor(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
  }

  void run(const std::vector<std::string>& words, const fs::path& scratch) {
    start(words);
    while (!ended_ && verdict_.start_error == 0) {
      std::array<pollfd, 3> watched{
          {{alive_.get(), 0, 0}, {children_.get(), POLLIN, 0}, {output_.get(), POLLIN, 0}}};
      ::poll(watched.data(), watched.size(), pause_ms());
      if (watched[0].revents != 0) {
        end_all();
        boost::system::error_code ignored;
        fs::remove_all(scratch, ignored);
        return;
      }
      if (watched[1].revents != 0) reap();
      if (watched[2].revents != 0) drain();
      if (!ended_ && since_sample_.elapsed_ms() >= pause_) sample();
    }
    end_all();
    drain();
    tell();
  }

 private:
  void start(const std::vector<std::string>& words) {
    Pipe output = new_pipe();
    Pipe failure = new_pipe();
    const pid_t self = ::getpid();
    program_ = ::fork();
    if (program_ == 0) become(words, output.writing, failure.writing, self);
    output.writing.close();
    failure.writing.close();
    output_ = std::move(output.reading);
    ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
    if (program_ < 0) {
      verdict_.start_error = errno;
      return;
    }
    // Its end comes when the program runs: until then its memory is still a copy of ours.
    int reason = 0;
    ssize_t count = 0;
    do {
      count = ::read(failure.reading.get(), &reason, sizeof reason);
    } while (count < 0 && errno == EINTR);
    if (count == sizeof reason) verdict_.start_error = reason;
    since_sample_.restart();
  }

  int pause_ms() const {
    return std::max(static_cast<int>(pause_ - since_sample_.elapsed_ms()), 0) + 1;
  }

  void sample() {
    since_sample_.restart();
    const double cpu_before_ms = cpu_ms();
    const std::vector<pid_t> tree = processes_below(::getpid());
    const auto raise = [](std::int64_t& peak, std::optional<std::int64_t> now) {
      if (now) peak = std::max(peak, *now);
    };
    raise(verdict_.memory_peak_bytes, memory_of(tree));
    raise(verdict_.memory_peak_bytes, largest_peak_of(tree));
    raise(verdict_.device_peak_bytes, device_memory_of(tree));
    pause_ =
        std::max(std::min(2 * pause_, kLongestPauseMs), kPausePerCost * (cpu_ms() - cpu_before_ms));
  }

  /// Whether anything is left below us.
  bool reap() {
    signalfd_siginfo signal;
    while (::read(children_.get(), &signal, sizeof signal) > 0) {
    }
    for (;;) {
      int status = 0;
      const pid_t child = ::waitpid(-1, &status, WNOHANG);
      if (child <= 0) return child == 0 || errno != ECHILD;
      if (child != program_) continue;
      ended_ = true;
      verdict_.wait_status = status;
    }
  }

  /// Keeps the end of what has come so far.
  void drain() {
    std::array<char, 16 * kKeptOutput> buffer{};
    for (;;) {
      const ssize_t count = ::read(output_.get(), buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) continue;
      if (count == 0) output_.close();  // else poll would find its end again and again
      if (count <= 0) return;
      kept_.append(buffer.data(), static_cast<std::size_t>(count));
      if (kept_.size() > kKeptOutput) kept_.erase(0, kept_.size() - kKeptOutput);
    }
  }

  /// What is orphaned meanwhile becomes our child, so nothing escapes the next round.
  void end_all() {
    if (program_ <= 0) return;
    if (!ended_) ::kill(-program_, SIGKILL);
    do {
      for (const pid_t process : processes_below(::getpid())) ::kill(process, SIGKILL);
      ::poll(nullptr, 0, 1);
    } while (reap());
  }

  void tell() {
    verdict_.output_bytes = kept_.size();
    std::copy(kept_.begin(), kept_.end(), verdict_.output.begin());
    [[maybe_unused]] const ssize_t ignored =
        ::write(answer_.get(), &verdict_, sizeof verdict_);  // fits a pipe as a whole
  }

  Descriptor alive_;
  Descriptor answer_;
  Descriptor children_;
  Descriptor output_;
  pid_t program_ = -1;
  bool ended_ = false;
  std::string kept_;
  SupervisorVerdict verdict_;
  Stopwatch since_sample_;
  double pause_ = kFirstSampleMs;
};

}  // namespace

void supervise(const std::vector<std::string>& words, Descriptor alive, Descriptor verdict,
               const fs::path& scratch) {
  try {
    Supervisor(std::move(alive), std::move(verdict)).run(words, scratch);
  } catch (...) {  // out of memory: the missing verdict tells
  }
  ::_exit(0);
}

}  // namespace mbench
