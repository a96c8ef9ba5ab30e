#include "cli/commands.h"

namespace mbench {
namespace {

class CommandConfig : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.flag("--show-origin", show_origin_, "also where each value comes from");
    options.setting("output");
    options.detail(
        "A setting is looked for as a flag, as MBENCH_NAME in the environment, as `name = "
        "value` in ./mbench.toml, then in $XDG_CONFIG_HOME/mbench/config.toml (or "
        "~/.config/mbench/config.toml). The first that has it decides.");
    options.example("mbench config --show-origin");
    options.example("MBENCH_THREADS=4 mbench config -o json");
  }

  ExitCode run(Session& session) override {
    std::vector<Column> columns{{"name"}, {"value"}};
    if (show_origin_) columns.push_back({"origin"});
    columns.push_back({"meaning"});
    Table table(columns);
    for (const SettingKey& key : setting_keys()) {
      const Setting& setting = session.settings.find(key.name);
      Table::Row row{key.name, setting.value};
      if (show_origin_) row.push_back(setting.origin);
      row.push_back(key.meaning);
      table.add(std::move(row));
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    for (const std::string& line : unknown_variables(SettingSources::of_process())) {
      session.console.warning(line);
    }
    return ExitCode::done;
  }

 private:
  bool show_origin_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_config() { return std::make_unique<CommandConfig>(); }

}  // namespace mbench
