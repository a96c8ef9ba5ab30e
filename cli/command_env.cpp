#include "cli/commands.h"
#include "runners/environment.h"

namespace mbench {
namespace {

class CommandEnv : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("output");
    options.setting("threads");
    options.detail("Warns on stderr of what makes timings untrustworthy here.");
    options.example("mbench env");
    options.example("mbench env -o json > machine.json");
  }

  ExitCode run(Session& session) override {
    const int threads = session.settings.threads();
    const Environment environment = examine_environment(threads);
    write_record(nlohmann::ordered_json::parse(to_json(environment)),
                 output_format(session.settings.text("output")), session.console.table_style(),
                 session.console.out());
    session.console.flush();
    for (const std::string& line : environment_warnings(environment, threads)) {
      session.console.warning(line);
    }
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_env() { return std::make_unique<CommandEnv>(); }

}  // namespace mbench
