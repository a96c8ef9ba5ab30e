#include "cli/help.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <sstream>

namespace mbench {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kWidestNames = 30;  // longer names put their text on the next line
constexpr std::size_t kReadable = 100;    // longer lines are hard to read

/// `text` in lines of at most `width`, every line but the first indented.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
  std::istringstream words(text);
  std::string lines;
  std::size_t column = indent;
  for (std::string word; words >> word;) {
    if (column > indent && column + 1 + word.size() > width) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
  }
  return lines;
}

std::string names_of(const OptionText& option) {
  if (option.is_argument()) return option.value_name;
  std::string names = fmt::format("{}", fmt::join(option.names, ", "));
  // Short names stand in a column of their own.
  if (option.names.front().starts_with("--")) names = "    " + names;
  if (!option.value_name.empty()) names += " " + option.value_name;
  return names;
}

std::string text_of(const OptionText& option) {
  std::string text = option.text;
  if (option.required && !option.is_argument()) text += " (required)";
  if (option.repeatable) text += " (may be repeated)";
  return text;
}

using Line = std::pair<std::string, std::string>;

std::string block(const std::string& heading, const std::vector<Line>& lines, std::size_t width) {
  std::size_t longest = 0;
  for (const auto& [left, right] : lines) {
    if (left.size() <= kWidestNames) longest = std::max(longest, left.size());
  }
  const std::size_t column = std::min(kIndent + longest + 2, std::max<std::size_t>(8, width / 2));
  std::string text = "\n" + heading + ":\n";
  for (const auto& [left, right] : lines) {
    text += std::string(kIndent, ' ') + left;
    const std::size_t used = kIndent + left.size();
    text += used + 2 > column ? "\n" + std::string(column, ' ') : std::string(column - used, ' ');
    text += wrapped(right, column, width) + "\n";
  }
  return text;
}

std::string details_of(const CommandText& command, std::size_t width) {
  std::istringstream lines(command.details);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    text += (line.starts_with("  ") ? line : wrapped(line, 0, width)) + "\n";
  }
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string usage_line(const CommandText& command) {
  std::string usage = command.path;
  if (!command.runs) return usage + " COMMAND [options]";
  usage += " [options]";
  for (const OptionText& option : command.options) {
    if (option.is_argument()) {
      usage += option.required ? " " + option.value_name : " [" + option.value_name + "]";
    }
  }
  return usage;
}

std::string sentence(std::string words) {
  if (words.empty()) return words;
  words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
  return words.back() == '.' ? words : words + ".";
}

std::string help_text(const CommandText& command, int columns) {
  const std::size_t width =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::max(columns, 1)), 40, kReadable);
  std::string text = "Usage: " + usage_line(command) + "\n\n" +
                     wrapped(sentence(command.summary), 0, width) + "\n";
  for (const auto& [heading, members] : grouped(command.commands)) {
    std::vector<Line> lines;
    for (const CommandText* member : members) lines.emplace_back(member->name, member->summary);
    text += block(heading, lines, width);
  }
  for (const auto& [heading, members] : grouped(command.options)) {
    std::vector<Line> lines;
    for (const OptionText* member : members)
      lines.emplace_back(names_of(*member), text_of(*member));
    text += block(heading, lines, width);
  }
  return text + details_of(command, width);
}

}  // namespace mbench
