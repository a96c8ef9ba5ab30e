#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mbench {
namespace {

std::string reply(const Candidates& found) {
  switch (found.kind) {
    case Candidates::Kind::files:
      return "_mbench_paths -f";
    case Candidates::Kind::folders:
      return "_mbench_paths -d";
    case Candidates::Kind::words:
      return fmt::format("_mbench_words '{}'", fmt::join(found.words, " "));
    case Candidates::Kind::anything:
      break;
  }
  return ":";
}

/// What a shell pattern of `case` needs: 'a'|'b'.
std::string patterns(const std::string& path, const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += fmt::format("{}'{}:{}'", text.empty() ? "" : "|", path, name);
  }
  return text;
}

void add_paths(const CommandText& command, std::string& out) {
  for (const CommandText& below : command.commands) {
    out += fmt::format("      '{}') path=\"$path $word\" ;;\n", below.path);
    add_paths(below, out);
  }
}

void add_values(const CommandText& command, std::string& out) {
  for (const OptionText& option : command.options) {
    if (option.is_argument() || option.value_name.empty()) continue;
    out += fmt::format("    {}) {}; return ;;\n", patterns(command.path, option.names),
                       reply(candidates(option)));
  }
  for (const CommandText& below : command.commands) add_values(below, out);
}

void add_words(const CommandText& command, std::string& out) {
  std::vector<std::string> names;
  std::string argument = ":";
  for (const OptionText& option : command.options) {
    if (option.is_argument()) argument = reply(candidates(option));
    for (const std::string& name : option.names) {
      if (name.starts_with("--")) names.push_back(name);
    }
  }
  std::vector<std::string> commands;
  for (const CommandText& below : command.commands) commands.push_back(below.name);
  if (!commands.empty()) argument = fmt::format("_mbench_words '{}'", fmt::join(commands, " "));
  out += fmt::format(
      "    '{}')\n      case $cur in\n        -*) _mbench_words '{}' ;;\n        *) {} ;;\n"
      "      esac ;;\n",
      command.path, fmt::join(names, " "), argument);
  for (const CommandText& below : command.commands) add_words(below, out);
}

}  // namespace

std::string bash_completion(const CommandText& program) {
  std::string out = R"(# Completion of mbench in bash, as written by `mbench completion bash`.
# Try it: source <(mbench completion bash)
_mbench_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_mbench_paths() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
}

_mbench() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=mbench word
  COMPREPLY=()
  # bash splits --suite=demo into three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
)";
  add_paths(program, out);
  out += "    esac\n  done\n  case \"$path:$prev\" in\n";
  add_values(program, out);
  out += "  esac\n  case $path in\n";
  add_words(program, out);
  out += "  esac\n}\n\ncomplete -F _mbench mbench\n";
  return out;
}

}  // namespace mbench
