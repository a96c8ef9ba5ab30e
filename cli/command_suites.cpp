#include "cli/commands.h"
#include "datasets/suite.h"

namespace mbench {
namespace {

class CommandSuites : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("output");
    options.setting("data_dir");
    options.example("mbench suites");
    options.example("mbench run --suite demo");
  }

  ExitCode run(Session& session) override {
    Table table({{"name"},
                 {"samples"},
                 {"dataset"},
                 {"trimap"},
                 {"convention"},
                 {"summary"},
                 {"licence", -1, true}});
    std::vector<std::string> missing;
    for (const Suite& suite : suites()) {
      Table::Cell samples;  // unknown while its data is not here
      try {
        samples = suite.samples().size();
      } catch (const DataError& error) {
        missing.push_back(suite.name + ": " + error.what());
      }
      Table::Cell convention;  // a suite without ground truth has none
      if (!suite.convention.empty()) convention = suite.convention;
      table.add({suite.name, samples, suite.dataset, suite.trimap, convention, suite.summary,
                 suite.licence});
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    session.console.flush();
    for (const std::string& line : missing) session.console.warning(line);
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_suites() { return std::make_unique<CommandSuites>(); }

}  // namespace mbench
