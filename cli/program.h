#pragma once

#include "cli/console.h"
#include "core/error.h"

#include <string>
#include <vector>

namespace mbench {

/// Runs `mbench ARGUMENTS` and returns its exit code. Throws the exceptions of
/// core/error.h: a wrong command line is a UsageError that names the nearest right word.
ExitCode run_program(const std::vector<std::string>& arguments, Console& console);

}  // namespace mbench
