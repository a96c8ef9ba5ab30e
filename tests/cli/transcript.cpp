#include "tests/cli/transcript.h"

#include <sstream>
#include <stdexcept>
#include <string_view>

namespace mbench {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// `*` in the pattern stands for any text.
bool matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    for (std::size_t skipped = 0; skipped <= text.size(); ++skipped) {
      if (matches(pattern.substr(1), text.substr(skipped))) return true;
    }
    return false;
  }
  return !text.empty() && text.front() == pattern.front() &&
         matches(pattern.substr(1), text.substr(1));
}

bool match(const std::vector<std::string>& patterns, std::size_t p,
           const std::vector<std::string>& lines, std::size_t n) {
  if (p == patterns.size()) return n == lines.size();
  if (patterns[p] == "...") {
    for (std::size_t next = n; next <= lines.size(); ++next) {
      if (match(patterns, p + 1, lines, next)) return true;
    }
    return false;
  }
  return n < lines.size() && matches(patterns[p], lines[n]) && match(patterns, p + 1, lines, n + 1);
}

}  // namespace

std::vector<TranscriptStep> read_transcript(const fs::path& path) {
  std::vector<TranscriptStep> steps;
  int number = 0;
  for (const std::string& line : lines_of(read_text(path))) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("$ ")) {
      steps.push_back({line.substr(2), {}, {}, 0, number});
      continue;
    }
    const std::string rest = line.size() > 3 ? line.substr(3) : "";
    if (steps.empty()) throw std::runtime_error(path.string() + ": begins without a command");
    if (line.starts_with("1>")) {
      steps.back().out.push_back(rest);
    } else if (line.starts_with("2>")) {
      steps.back().err.push_back(rest);
    } else if (line.starts_with("=>")) {
      steps.back().exit_code = std::stoi(rest);
    } else {
      throw std::runtime_error(path.string() + ":" + std::to_string(number) + ": " + line);
    }
  }
  return steps;
}

std::string difference(const std::vector<std::string>& patterns, const std::string& text) {
  if (match(patterns, 0, lines_of(text), 0)) return {};
  std::string wanted;
  for (const std::string& pattern : patterns) wanted += "  " + pattern + "\n";
  return "wanted:\n" + wanted + "found:\n" + text;
}

}  // namespace mbench
