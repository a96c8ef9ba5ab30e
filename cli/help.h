#pragma once

#include "cli/command_tree.h"

#include <string>

namespace mbench {

/// What `--help` prints: usage, summary, options and commands under their headings,
/// examples; wrapped to `columns` characters.
std::string help_text(const CommandText& command, int columns);

/// "mbench data index [options] DIR".
std::string usage_line(const CommandText& command);

/// "list the suites" → "List the suites."
std::string sentence(std::string words);

}  // namespace mbench
