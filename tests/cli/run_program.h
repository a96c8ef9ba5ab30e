#pragma once

#include "core/filesystem.h"

#include <string>
#include <vector>

namespace mbench {

/// How a program ended and what it said.
struct ProgramResult {
  int exit_code = 0;  ///< 128 + N if signal N ended it
  std::string out;
  std::string err;
};

/// Runs a line of bash in `folder`, in which `mbench` is the program under test, with an
/// environment that holds nothing of the tester's: no settings, HOME in the folder, no
/// terminal. Standard input is empty.
ProgramResult run_shell(const std::string& line, const fs::path& folder);

/// The environment of run_shell as NAME=VALUE.
std::vector<std::string> clean_environment(const fs::path& folder);

}  // namespace mbench
