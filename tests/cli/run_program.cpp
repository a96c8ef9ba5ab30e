#include "tests/cli/run_program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace mbench {
namespace {

int redirect(const fs::path& path, int flags, int descriptor) {
  const int file = ::open(path.c_str(), flags, 0600);
  return file < 0 ? -1 : ::dup2(file, descriptor);
}

}  // namespace

std::vector<std::string> clean_environment(const fs::path& folder) {
  const fs::path program(MBENCH_PROGRAM);
  return {"PATH=" + program.parent_path().string() + ":/usr/bin:/bin", "HOME=" + folder.string(),
          "LC_ALL=C.UTF-8", "TERM=xterm", "MBENCH_DATA_DIR=" MBENCH_TEST_DATA};
}

ProgramResult run_shell(const std::string& line, const fs::path& folder) {
  const TemporaryFolder streams;
  const fs::path out = streams.path() / "out";
  const fs::path err = streams.path() / "err";
  std::vector<std::string> environment = clean_environment(folder);
  std::vector<char*> variables;
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);

  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    constexpr int kNew = O_WRONLY | O_CREAT | O_TRUNC;
    if (::chdir(folder.c_str()) != 0 || redirect("/dev/null", O_RDONLY, STDIN_FILENO) < 0 ||
        redirect(out, kNew, STDOUT_FILENO) < 0 || redirect(err, kNew, STDERR_FILENO) < 0) {
      ::_exit(126);
    }
    ::execle("/bin/bash", "bash", "--norc", "--noprofile", "-c", line.c_str(), nullptr,
             variables.data());
    ::_exit(127);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("the shell was lost");
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, read_text(out), read_text(err)};
}

}  // namespace mbench
