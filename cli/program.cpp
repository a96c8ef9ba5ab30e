#include "cli/program.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "core/nearest_names.h"
#include "core/version.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

namespace mbench {
namespace {

/// The command line as declared from the list of commands.
class CommandLine {
 public:
  CommandLine()
      : app_("The benchmark of image matting: models, data, metrics and reports.", "mbench") {
    app_.require_subcommand(1);
    app_.footer(
        "Start with:\n  mbench run --suite demo\n  mbench score --pred P --gt G --trimap T\n"
        "\n`mbench COMMAND --help` tells more about a command.\n");
    app_.add_flag("--version", version_, "print the version")->group("Everywhere");
    prepare(app_);
    for (const CommandEntry& entry : commands()) set_up(entry);
  }

  CLI::App& app() { return app_; }
  bool version_asked() const { return version_; }
  const std::map<std::string, std::string>& flags() const { return flags_; }

  /// The innermost command whose name was given.
  const CLI::App& innermost() const {
    const CLI::App* app = &app_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
  }

  const CommandEntry* entry_of(const CLI::App& app) const {
    const auto found = members_.find(&app);
    return found == members_.end() ? nullptr : found->second.entry;
  }
  Command& command_of(const CLI::App& app) { return *members_.at(&app).command; }

 private:
  struct Member {
    const CommandEntry* entry = nullptr;
    std::unique_ptr<Command> command;
  };

  static void prepare(CLI::App& app) {
    app.set_help_flag("-h,--help", "print this help")->group("Everywhere");
    app.formatter_fn([](const CLI::App* asked, const std::string&, CLI::AppFormatMode) {
      return help_text(describe_below(*asked), terminal_columns(STDOUT_FILENO));
    });
  }

  /// describe() with the path of the commands above.
  static CommandText describe_below(const CLI::App& app) {
    CommandText text = describe(app);
    for (const CLI::App* above = app.get_parent(); above; above = above->get_parent()) {
      text.path = above->get_name() + " " + text.path;
    }
    return text;
  }

  CLI::App& add(const CommandEntry& entry) {
    const std::size_t blank = entry.path.rfind(' ');
    CLI::App* parent =
        blank == std::string::npos ? &app_ : app_.get_subcommand(entry.path.substr(0, blank));
    CLI::App* app = parent->add_subcommand(entry.path.substr(blank + 1), entry.summary);
    app->group(entry.heading);
    app->footer("");  // or it would have its parent's
    prepare(*app);
    return *app;
  }

  void set_up(const CommandEntry& entry) {
    CLI::App& app = add(entry);
    if (!entry.make) {
      app.require_subcommand(1);
      return;
    }
    Member& member = members_[&app];
    member.entry = &entry;
    member.command = entry.make();
    OptionSet options(app, flags_);
    member.command->set_up(options);
    options.heading("Everywhere");
    options.setting("quiet");
    options.setting("color");
    prepare(app);  // again: the help flag shall stand last
  }

  CLI::App app_;
  bool version_ = false;
  std::map<std::string, std::string> flags_;
  std::map<const CLI::App*, Member> members_;
};

std::vector<std::string> words_of(const CLI::App& app) {
  std::vector<std::string> words;
  const CommandText text = describe(app);
  for (const CommandText& command : text.commands) words.push_back(command.name);
  return words;
}

std::vector<std::string> long_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const OptionText& option : describe(app).options) {
    for (const std::string& name : option.names) {
      if (name.starts_with("--")) names.push_back(name);
    }
  }
  return names;
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() ? full_name(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

/// "--suite: 1 required SUITE missing" → "--suite needs a value: SUITE".
std::string in_our_words(const std::string& text) {
  constexpr std::string_view kMiddle = ": 1 required ";
  constexpr std::string_view kEnd = " missing";
  const std::size_t middle = text.find(kMiddle);
  if (middle == std::string::npos || !text.ends_with(kEnd)) return text;
  const std::string value = text.substr(middle + kMiddle.size());
  return text.substr(0, middle) + " needs a value: " + value.substr(0, value.size() - kEnd.size());
}

/// What CLI11 found wrong, in our words: a word that nobody knows comes first, for a
/// misspelt option is also a missing one.
[[noreturn]] void refuse(const CommandLine& line, const CLI::ParseError& error) {
  const CLI::App& app = line.innermost();
  const std::string see = fmt::format("see `{} --help`", full_name(app));
  const std::vector<std::string> unknown = app.remaining();
  if (!unknown.empty()) {
    const std::string word = unknown.front().substr(0, unknown.front().find('='));
    if (word.starts_with("-")) {
      throw UsageError(fmt::format("{} has no option {}", full_name(app), word),
                       did_you_mean(word, long_names(app)));
    }
    const std::vector<std::string> words = words_of(app);
    if (!words.empty()) {
      throw UsageError(fmt::format("{} has no command '{}'", full_name(app), word),
                       did_you_mean(word, words));
    }
    throw UsageError(fmt::format("{} takes no argument '{}'", full_name(app), word), see);
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) && !words_of(app).empty()) {
    throw UsageError(fmt::format("{} needs a command", full_name(app)),
                     did_you_mean("", words_of(app)));
  }
  throw UsageError(fmt::format("{}: {}", full_name(app), in_our_words(error.what())), see);
}

std::string shell_quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+:,./@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char letter : word) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

ExitCode run_command(CommandLine& line, const std::vector<std::string>& arguments,
                     Console& console) {
  const CLI::App& app = line.innermost();
  const CommandEntry* entry = line.entry_of(app);
  MBENCH_ASSERT(entry != nullptr);
  SettingSources sources = SettingSources::of_process();
  if (!entry->reads_settings) sources.working_folder.clear();
  const Settings settings = Settings::load(line.flags(), sources);
  console.configure(settings.text("color"), settings.is_true("quiet"));
  // core/filesystem's data_folder() looks there.
  if (const std::string folder = settings.text("data_dir"); !folder.empty()) {
    ::setenv("MBENCH_DATA_DIR", folder.c_str(), 1);
  }
  std::string typed = "mbench";
  for (const std::string& argument : arguments) typed += " " + shell_quoted(argument);
  Session session{settings, console, typed, [] {
                    CommandLine fresh;
                    return describe(fresh.app());
                  }};
  return line.command_of(app).run(session);
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& arguments, Console& console) {
  CommandLine line;
  if (arguments.empty()) {
    console.out() << line.app().help();
    return ExitCode::done;
  }
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    line.app().parse(std::move(reversed));
  } catch (const CLI::CallForHelp& call) {
    const CLI::App& asked = line.innermost();
    const std::vector<std::string> unknown = asked.remaining();
    if (!unknown.empty() && !unknown.front().starts_with("-")) refuse(line, call);
    console.out() << asked.help();
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    if (line.version_asked()) {
      console.out() << "mbench " << program_version() << '\n';
      return ExitCode::done;
    }
    refuse(line, error);
  }
  return run_command(line, arguments, console);
}

}  // namespace mbench
