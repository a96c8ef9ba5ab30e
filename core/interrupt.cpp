#include "core/interrupt.h"

#include <csignal>

#include "core/error.h"

namespace mbench {
namespace {

volatile std::sig_atomic_t stop_asked = 0;

extern "C" void remember_stop(int signal_number) {
  if (stop_asked != 0 && signal_number == SIGINT) {
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
