#pragma once

#include "cli/command_tree.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "core/error.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mbench {

/// What a command works with besides its own options.
struct Session {
  const Settings& settings;
  Console& console;
  std::string command_line;           ///< as typed, quoted for a shell
  std::function<CommandText()> tree;  ///< the whole command line, for manual and completion
};

/// One sub-command: its options, and what it does.
class Command {
 public:
  virtual ~Command() = default;
  /// Declares the options. Touches no files.
  virtual void set_up(OptionSet& options) = 0;
  /// Does the work. Throws the exceptions of core/error.h.
  virtual ExitCode run(Session& session) = 0;
};

/// One line of the list of commands.
struct CommandEntry {
  std::string path;     ///< "run", or "data index" for one below another
  std::string heading;  ///< what it stands under in `mbench --help`; empty: hidden
  std::string summary;  ///< one line
  std::unique_ptr<Command> (*make)() = nullptr;  ///< null: it only holds others
  /// Whether configuration files are read before it runs.
  bool reads_settings = true;
};

/// Every command, in the order in which people see them.
const std::vector<CommandEntry>& commands();

}  // namespace mbench
