#pragma once

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace mbench {

/// The words of a value's name such as "csv|json"; none for a name such as "FILE".
std::vector<std::string> choices_in(const std::string& value_name);

enum class Need { optional, required };

/// Declares a command's options, each bound to the variable that receives it.
///
/// A value's name tells completion what fits: FILE, DIR and PATH are paths; MODEL,
/// SUITE, CONVENTION and LAYOUT are names of that kind; small letters, as in `csv|json`,
/// are the only words allowed, checked with a suggestion.
class OptionSet {
 public:
  /// `settings` receives, by the settings' names, the values given as flags. Both must
  /// outlive the parsing.
  OptionSet(CLI::App& app, std::map<std::string, std::string>& settings)
      : app_(app), settings_(settings) {}

  void flag(const std::string& names, bool& value, const std::string& text);
  void text(const std::string& names, const std::string& value_name, std::string& value,
            const std::string& text, Need need = Need::optional);
  /// May be given more than once.
  void texts(const std::string& names, const std::string& value_name,
             std::vector<std::string>& values, const std::string& text, Need need = Need::optional);
  /// A whole number from `low` on.
  void number(const std::string& names, const std::string& value_name, int& value, int low,
              const std::string& text);
  /// One without dashes. Its name is its place in the usage line: "DIR".
  void argument(const std::string& name, const std::string& value_name, std::string& value,
                const std::string& text, Need need = Need::optional);
  /// The flag of a setting; its value is asked of Settings.
  void setting(const std::string& name);

  /// What follows stands under this heading.
  void heading(const std::string& heading) { heading_ = heading; }
  /// A paragraph below the options.
  void detail(const std::string& paragraph);
  /// A line to type, shown at the end of the help.
  void example(const std::string& line);

 private:
  void declare(CLI::Option& option, const std::string& value_name, Need need);

  CLI::App& app_;
  std::map<std::string, std::string>& settings_;
  std::string heading_ = "Options";
  bool has_example_ = false;
};

}  // namespace mbench
