#pragma once

#include "core/descriptor.h"
#include "core/filesystem.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What a program left behind when it ended.
struct ProgramResult {
  int exit_status = 0;  ///< 128 + signal if a signal ended it
  std::string output;   ///< its stdout
};

/// The folder of the running program.
fs::path program_folder();

/// This program's own file.
fs::path program_file();

/// A program of mbench's that stands beside this one, or in ../libexec/mbench of an
/// installation; none if it is in neither place.
std::optional<fs::path> companion_program(const std::string& name);

/// Runs a program to its end with no input, and its stderr thrown away.
/// Throws InternalError if it cannot be started.
ProgramResult run_program(const fs::path& program, const std::vector<std::string>& arguments);

/// A descriptor of ours and its number in the program to be started.
struct PassedDescriptor {
  int ours = -1;
  int theirs = -1;
};

/// Starts a program in a process group of its own, so that Ctrl-C at a terminal reaches
/// only us. `passed` are the descriptors it gets, all others are closed; `additions` are
/// added to its environment ("NAME=value") where the name is not set yet. Throws InternalError if
/// it cannot be started.
pid_t start_program(const fs::path& program, const std::vector<std::string>& arguments,
                    const std::vector<PassedDescriptor>& passed,
                    const std::vector<std::string>& additions = {});

}  // namespace mbench
