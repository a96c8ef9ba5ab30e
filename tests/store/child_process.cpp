#include "tests/store/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <stdexcept>

namespace mbench {
namespace {

void write_all(int descriptor, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written <= 0) return;
    done += static_cast<std::size_t>(written);
  }
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace

RunningChild start_child(const std::function<void(int output)>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("no fork");
  if (pid == 0) {
    ::close(ends[0]);
    int status = 0;
    try {
      work(ends[1]);
    } catch (const std::exception& error) {
      write_all(ends[1], std::string("threw: ") + error.what());
      status = 1;
    }
    ::_exit(status);
  }
  ::close(ends[1]);
  return {pid, ends[0]};
}

int finish_child(const RunningChild& child) {
  int status = 0;
  ::waitpid(child.pid, &status, 0);
  ::close(child.output);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

ChildEnd in_child(const std::function<std::string()>& work) {
  const RunningChild child = start_child([&](int output) { write_all(output, work()); });
  ChildEnd end;
  end.said = read_all(child.output);
  end.exit_status = finish_child(child);
  return end;
}

void become_nobody() {
  if (::geteuid() != 0) return;
  constexpr unsigned kNobody = 65534;
  if (::setegid(kNobody) != 0 || ::seteuid(kNobody) != 0) throw std::runtime_error("still root");
}

}  // namespace mbench
