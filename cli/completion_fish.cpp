#include "cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mbench {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') out += '\\';
    out += letter;
  }
  return out + "'";
}

std::string values(const OptionText& option) {
  if (option.value_name.empty()) return "";
  const Candidates found = candidates(option);
  switch (found.kind) {
    case Candidates::Kind::files:
      return " -r -F";
    case Candidates::Kind::folders:
      return " -x -a '(__fish_complete_directories)'";
    case Candidates::Kind::words:
      return fmt::format(" -x -a {}", quoted(fmt::format("{}", fmt::join(found.words, " "))));
    case Candidates::Kind::anything:
      break;
  }
  return " -x";
}

void add_paths(const CommandText& command, std::string& out) {
  for (const CommandText& below : command.commands) {
    out += ' ';
    out += quoted(below.path);
    add_paths(below, out);
  }
}

void add_lines(const CommandText& command, std::string& out) {
  const std::string at = fmt::format("complete -c mbench -n \"__mbench_at '{}'\"", command.path);
  for (const CommandText& below : command.commands) {
    out += fmt::format("{} -a {} -d {}\n", at, below.name, quoted(below.summary));
  }
  for (const OptionText& option : command.options) {
    std::string names;
    for (const std::string& name : option.names) {
      names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    out += fmt::format("{}{}{} -d {}\n", at, names, values(option), quoted(option.text));
  }
  for (const CommandText& below : command.commands) add_lines(below, out);
}

}  // namespace

std::string fish_completion(const CommandText& program) {
  std::string out =
      "# Completion of mbench in fish, as written by `mbench completion fish`.\n"
      "# Save it as ~/.config/fish/completions/mbench.fish.\n"
      "function __mbench_at --argument-names wanted\n"
      "    set -l paths";
  add_paths(program, out);
  out += R"(
    set -l path mbench
    for word in (commandline -opc)[2..-1]
        if contains -- "$path $word" $paths
            set path "$path $word"
        end
    end
    test "$path" = "$wanted"
end

complete -c mbench -f
)";
  add_lines(program, out);
  return out;
}

}  // namespace mbench
