#include "core/interrupt.h"

#include <time.h>

#include <csignal>
#include <cstdint>

#include "core/error.h"

namespace mbench {
namespace {

volatile std::sig_atomic_t stop_asked = 0;
std::int64_t first_asked_ms = 0;  // set before stop_asked, and read only after it

/// One Ctrl-C reaches us twice where a program above passes it on, as timeout(1) does.
constexpr std::int64_t kSameKeyMs = 250;

std::int64_t now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);  // which a signal handler may call
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

extern "C" void remember_stop(int signal_number) {
  if (stop_asked == 0) first_asked_ms = now_ms();
  if (stop_asked != 0 && signal_number == SIGINT && now_ms() - first_asked_ms > kSameKeyMs) {
    // The user means it: die as if there had never been a handler, so that the shell sees it.
    std::signal(SIGINT, SIG_DFL);
    std::raise(SIGINT);
    return;
  }
  stop_asked = 1;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = remember_stop;
  sigemptyset(&action.sa_mask);
  // SIGINT must not be blocked in its own handler, else the raise above waits for its end;
  // interrupted system calls go on, so that no write is cut short.
  action.sa_flags = SA_RESTART | SA_NODEFER;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return stop_asked != 0; }

void throw_if_interrupted() {
  if (interrupted()) {
    throw Interrupted("stopped early on request", "finished work is kept; run again to go on");
  }
}

}  // namespace mbench
