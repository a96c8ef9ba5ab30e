#include "cli/commands.h"
#include "store/database.h"
#include "store/sample_store.h"

namespace mbench {
namespace {

class CommandDataList : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("db");
    options.setting("output");
    options.example("mbench data list");
  }

  ExitCode run(Session& session) override {
    Database database(session.settings.text("db"), Database::Open::read_only);
    Table table({{"name"},
                 {"layout"},
                 {"variant"},
                 {"trimap_source"},
                 {"samples"},
                 {"root"},
                 {"indexed_at"}});
    for (const DatasetRecord& dataset : SampleStore(database).datasets()) {
      table.add({dataset.name, dataset.layout, dataset.variant, dataset.trimap_source,
                 dataset.samples, dataset.root, dataset.indexed_at});
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    if (table.rows() == 0) session.console.hint("index one with `mbench data index DIR`");
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_data_list() { return std::make_unique<CommandDataList>(); }

}  // namespace mbench
