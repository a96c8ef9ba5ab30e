#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace mbench {
namespace {

/// Within single quotes, with `special` letters escaped for _arguments or _describe.
std::string escaped(const std::string& text, std::string_view special) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\'') {
      out += "'\\''";
      continue;
    }
    if (special.find(letter) != std::string_view::npos) out += '\\';
    out += letter;
  }
  return out;
}

std::string function_name(const CommandText& command) {
  std::string name = "_" + command.path;
  for (char& letter : name) {
    if (letter == ' ' || letter == '-') letter = '_';
  }
  return name;
}

std::string action(const Candidates& found) {
  switch (found.kind) {
    case Candidates::Kind::files:
      return "_files";
    case Candidates::Kind::folders:
      return "_files -/";
    case Candidates::Kind::words:
      return fmt::format("({})", escaped(fmt::format("{}", fmt::join(found.words, " ")), ":"));
    case Candidates::Kind::anything:
      break;
  }
  return " ";
}

std::string option_spec(const OptionText& option) {
  const std::string value =
      option.value_name.empty()
          ? ""
          : fmt::format(":{}:{}", escaped(option.value_name, ":"), action(candidates(option)));
  if (option.is_argument()) return fmt::format("'{}{}'", option.required ? "1" : "1:", value);
  const std::string text = escaped(option.text, "[]:");
  const std::string exclusive =
      option.repeatable ? "'*'" : fmt::format("'({})'", fmt::join(option.names, " "));
  const std::string names = option.names.size() == 1
                                ? option.names.front()
                                : fmt::format("{{{}}}", fmt::join(option.names, ","));
  return fmt::format("{}{}'[{}]{}'", exclusive, names, text, value);
}

void add_functions(const CommandText& command, std::string& out) {
  for (const CommandText& below : command.commands) add_functions(below, out);
  out += fmt::format("\n{}() {{\n", function_name(command));
  std::string specs;
  for (const OptionText& option : command.options) specs += " \\\n    " + option_spec(option);
  if (command.commands.empty()) {
    out += "  _arguments -s -S" + specs + "\n}\n";
    return;
  }
  out += "  local curcontext=$curcontext state line\n  local -a commands=(\n";
  for (const CommandText& below : command.commands) {
    out += fmt::format("    '{}:{}'\n", below.name, escaped(below.summary, ":"));
  }
  out += "  )\n  _arguments -C -s -S" + specs +
         " \\\n    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n"
         "    command) _describe command commands ;;\n    rest)\n      case $words[1] in\n";
  for (const CommandText& below : command.commands) {
    out += fmt::format("        {}) {} ;;\n", below.name, function_name(below));
  }
  out += "      esac ;;\n  esac\n}\n";
}

}  // namespace

std::string zsh_completion(const CommandText& program) {
  std::string out =
      "#compdef mbench\n"
      "# Completion of mbench in zsh, as written by `mbench completion zsh`.\n"
      "# Save it as _mbench in a folder of $fpath.\n";
  add_functions(program, out);
  // Sourced or autoloaded: the file itself is the function when zsh loads it from $fpath.
  out +=
      "\nif [[ $funcstack[1] == _mbench ]]; then\n  _mbench \"$@\"\nelse\n  compdef _mbench "
      "mbench\nfi\n";
  return out;
}

}  // namespace mbench
