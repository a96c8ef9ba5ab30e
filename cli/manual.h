#pragma once

#include "cli/command_tree.h"

#include <string>

namespace mbench {

/// The manual page in roff (macros of man(7)): commands with their options, settings,
/// files, environment, exit codes. `date` is ISO 8601.
std::string manual_page(const CommandText& program, const std::string& version,
                        const std::string& date);

}  // namespace mbench
