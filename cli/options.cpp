#include "cli/options.h"

#include "cli/settings.h"
#include "core/error.h"
#include "core/nearest_names.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

namespace mbench {
namespace {

/// Refuses what is none of the words, with the nearest as the hint.
void check_choice(CLI::Option& option, const std::vector<std::string>& words) {
  const std::string name = option.get_name();
  option.check(
      [words, name](const std::string& value) -> std::string {
        if (std::find(words.begin(), words.end(), value) != words.end()) return {};
        throw UsageError(fmt::format("{}: '{}' is not one of the choices", name, value),
                         did_you_mean(value, words));
      },
      "");
}

void append(CLI::App& app, const std::string& text) { app.footer(app.get_footer() + text); }

}  // namespace

std::vector<std::string> choices_in(const std::string& value_name) {
  std::vector<std::string> words;
  if (value_name.empty() || std::islower(static_cast<unsigned char>(value_name.front())) == 0) {
    return words;
  }
  std::istringstream list(value_name);
  for (std::string word; std::getline(list, word, '|');) words.push_back(word);
  return words;
}

void OptionSet::declare(CLI::Option& option, const std::string& value_name, Need need) {
  option.group(heading_);
  option.required(need == Need::required);
  if (value_name.empty()) return;
  option.type_name(value_name);
  const std::vector<std::string> words = choices_in(value_name);
  if (!words.empty()) check_choice(option, words);
}

void OptionSet::flag(const std::string& names, bool& value, const std::string& text) {
  declare(*app_.add_flag(names, value, text), "", Need::optional);
}

void OptionSet::text(const std::string& names, const std::string& value_name, std::string& value,
                     const std::string& text, Need need) {
  declare(*app_.add_option(names, value, text), value_name, need);
}

void OptionSet::texts(const std::string& names, const std::string& value_name,
                      std::vector<std::string>& values, const std::string& text, Need need) {
  CLI::Option* option = app_.add_option(names, values, text);
  option->allow_extra_args(false);  // one value each time, or an argument behind it is eaten
  declare(*option, value_name, need);
}

void OptionSet::number(const std::string& names, const std::string& value_name, int& value, int low,
                       const std::string& text) {
  CLI::Option* option = app_.add_option(names, value, text);
  declare(*option, value_name, Need::optional);
  option->check(
      [names, low](const std::string& given) -> std::string {
        int number = 0;
        const auto [end, error] =
            std::from_chars(given.data(), given.data() + given.size(), number);
        if (error == std::errc() && end == given.data() + given.size() && number >= low) return {};
        throw UsageError(
            fmt::format("{}: '{}' is not a whole number from {} on", names, given, low));
      },
      "");
}

void OptionSet::argument(const std::string& name, const std::string& value_name, std::string& value,
                         const std::string& text, Need need) {
  const std::string heading = std::exchange(heading_, "Arguments");
  declare(*app_.add_option(name, value, text), value_name, need);
  heading_ = heading;
}

void OptionSet::setting(const std::string& name) {
  const SettingKey& key = setting_key(name);
  std::string text = key.meaning;
  if (!key.fallback.empty() && key.kind != SettingKind::boolean) {
    text += fmt::format(" [{}]", key.fallback);
  }
  CLI::Option* option = nullptr;
  if (key.kind == SettingKind::boolean) {
    option = app_.add_flag_callback(
        key.flags, [this_settings = &settings_, name] { (*this_settings)[name] = "true"; }, text);
  } else {
    option = app_.add_option_function<std::string>(
        key.flags,
        [this_settings = &settings_, name](const std::string& value) {
          (*this_settings)[name] = value;
        },
        text);
  }
  declare(*option, key.value_name, Need::optional);
}

void OptionSet::detail(const std::string& paragraph) {
  append(app_, (app_.get_footer().empty() ? "" : "\n") + paragraph + "\n");
}

void OptionSet::example(const std::string& line) {
  if (!has_example_) append(app_, (app_.get_footer().empty() ? "Examples:\n" : "\nExamples:\n"));
  has_example_ = true;
  append(app_, "  " + line + "\n");
}

}  // namespace mbench
