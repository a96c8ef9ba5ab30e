#include "cli/commands.h"
#include "datasets/layout.h"

namespace mbench {
namespace {

class CommandDataLayouts : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("output");
    options.example("mbench data layouts");
    options.example("mbench data layouts -o json");
  }

  ExitCode run(Session& session) override {
    Table table({{"name"},
                 {"title"},
                 {"trimaps"},
                 {"summary"},
                 {"counts", -1, true},
                 {"obtain", -1, true},
                 {"licence", -1, true}});
    for (const Layout& layout : layouts()) {
      std::vector<std::string> counts;
      for (const ExpectedCount& count : layout.counts) {
        counts.push_back(count.split + ": " + std::to_string(count.samples));
      }
      table.add({layout.name, layout.title, layout.trimap_sources, layout.summary, counts,
                 layout.obtain, layout.licence});
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_data_layouts() {
  return std::make_unique<CommandDataLayouts>();
}

}  // namespace mbench
