#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/terminal.h"
#include "core/version.h"

namespace mbench {
namespace {

class CommandManual : public Command {
 public:
  void set_up(OptionSet& options) override { options.example("mbench manual | man -l -"); }

  ExitCode run(Session& session) override {
    session.console.out() << manual_page(session.tree(), program_version(), utc_timestamp());
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_manual() { return std::make_unique<CommandManual>(); }

}  // namespace mbench
