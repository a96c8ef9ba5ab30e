#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace mbench {

/// What a child process ended with.
struct ChildEnd {
  int exit_status = -1;  ///< -1 if a signal ended it
  std::string said;      ///< all that it returned
};

/// Runs `work` in a forked child and waits for its end. The child's text is what `work`
/// returns, or "threw: " and the message. No Database may be open in this process while it
/// forks: SQLite's connections do not survive that.
ChildEnd in_child(const std::function<std::string()>& work);

/// A forked child that runs `work` and is still running; what it writes to the descriptor
/// that `work` is given can be read from `output`.
struct RunningChild {
  pid_t pid = -1;
  int output = -1;
};
RunningChild start_child(const std::function<void(int output)>& work);

/// Waits for the child and closes its descriptor; its exit status, or -1 after a signal.
int finish_child(const RunningChild& child);

/// Gives up root's rights in this process, so that file permissions count. Does nothing
/// for another user.
void become_nobody();

}  // namespace mbench
