#include "cli/command_tree.h"

#include "cli/options.h"

#include <CLI/CLI.hpp>

namespace mbench {
namespace {

OptionText describe(const CLI::Option& option) {
  OptionText text;
  for (const std::string& name : option.get_snames()) text.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
  const bool takes_value = option.get_items_expected_max() > 0;
  if (takes_value) text.value_name = option.get_type_name();
  text.choices = choices_in(text.value_name);
  if (text.is_argument() && text.choices.empty()) text.value_name = option.get_name(true);
  text.text = option.get_description();
  text.group = option.get_group();
  text.required = option.get_required();
  text.repeatable = option.get_expected_max() > 1;
  return text;
}

CommandText describe(const CLI::App& app, const std::string& parent_path) {
  CommandText text;
  text.name = app.get_name();
  text.path = parent_path.empty() ? text.name : parent_path + " " + text.name;
  text.summary = app.get_description();
  text.details = app.get_footer();
  text.group = app.get_group();
  text.runs = app.get_require_subcommand_min() == 0;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) text.options.push_back(describe(*option));
  }
  const auto all = [](const CLI::App*) { return true; };
  for (const CLI::App* command : app.get_subcommands(all)) {
    if (!command->get_group().empty()) text.commands.push_back(describe(*command, text.path));
  }
  return text;
}

}  // namespace

CommandText describe(const CLI::App& app) { return describe(app, ""); }

}  // namespace mbench
