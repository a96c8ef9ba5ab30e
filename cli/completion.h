#pragma once

#include "cli/command_tree.h"

#include <string>
#include <vector>

namespace mbench {

/// What may stand in an option's place on the command line.
struct Candidates {
  enum class Kind { anything, files, folders, words };
  Kind kind = Kind::anything;
  std::vector<std::string> words;  ///< names of models, suites, ..., or the choices
};

Candidates candidates(const OptionText& option);

/// Scripts that complete the program's commands, options and values in a shell, with the
/// names that this build knows.
std::string bash_completion(const CommandText& program);
std::string zsh_completion(const CommandText& program);
std::string fish_completion(const CommandText& program);

}  // namespace mbench
