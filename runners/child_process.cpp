#include "runners/child_process.h"

#include "core/error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

extern char** environ;

namespace mbench {
namespace {

// Above every number that a started program is given, so that no dup2 overwrites a source.
constexpr int kFirstSafeDescriptor = 64;

Descriptor safe_copy(int number) {
  Descriptor copy(::fcntl(number, F_DUPFD_CLOEXEC, kFirstSafeDescriptor));
  if (copy.get() < 0)
    throw InternalError(fmt::format("cannot copy a descriptor: {}", std::strerror(errno)));
  return copy;
}

struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
};

}  // namespace

fs::path program_file() { return fs::canonical("/proc/self/exe"); }

fs::path program_folder() { return program_file().parent_path(); }

std::optional<fs::path> companion_program(const std::string& name) {
  for (const fs::path& folder : {program_folder(), program_folder() / "../libexec/mbench"}) {
    boost::system::error_code ignored;
    if (fs::is_regular_file(folder / name, ignored)) return folder / name;
  }
  return std::nullopt;
}

pid_t start_program(const fs::path& program, const std::vector<std::string>& arguments,
                    const std::vector<PassedDescriptor>& passed,
                    const std::vector<std::string>& additions) {
  SpawnSettings settings;
  std::vector<Descriptor> copies;
  for (const PassedDescriptor& one : passed) {
    copies.push_back(safe_copy(one.ours));
    posix_spawn_file_actions_adddup2(&settings.actions, copies.back().get(), one.theirs);
  }
  posix_spawnattr_setflags(&settings.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&settings.attributes, 0);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&settings.attributes, &none);
  sigset_t ours;  // what this program ignores is no default for another
  sigemptyset(&ours);
  sigaddset(&ours, SIGPIPE);
  posix_spawnattr_setsigdefault(&settings.attributes, &ours);

  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::vector<std::string> added;
  for (const std::string& setting : additions) {
    const std::string name = setting.substr(0, setting.find('='));
    if (std::getenv(name.c_str()) == nullptr) added.push_back(setting);
  }
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.push_back(*variable);
  for (std::string& setting : added) variables.push_back(setting.data());
  variables.push_back(nullptr);
  pid_t child = 0;
  const int failure = ::posix_spawn(&child, program.c_str(), &settings.actions,
                                    &settings.attributes, pointers.data(), variables.data());
  if (failure != 0) {
    throw InternalError(
        fmt::format("cannot start {}: {}", program.string(), std::strerror(failure)));
  }
  return child;
}

ProgramResult run_program(const fs::path& program, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw InternalError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  }
  Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const pid_t child = start_program(program, arguments,
                                    {{nothing.get(), STDIN_FILENO},
                                     {writing.get(), STDOUT_FILENO},
                                     {nothing.get(), STDERR_FILENO}});
  writing.close();

  ProgramResult result;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(reading.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    result.output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace mbench
