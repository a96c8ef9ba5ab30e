#include "runners/weights/pickle_literals.h"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace mbench {
namespace {

template <typename Number>
bool parse_whole(std::string_view text, Number& value, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end == text.data() + text.size();
}

/// The code point of the `count` hexadecimal digits at `at`, which moves behind them.
std::uint32_t hexadecimal(std::string_view text, std::size_t& at, std::size_t count,
                          const PickleInput& input) {
  std::uint32_t value = 0;
  if (count > text.size() - at || !parse_whole(text.substr(at, count), value, 16)) {
    input.damaged("an escape in a text is cut off");
  }
  at += count;
  return value;
}

void append_utf8(std::string& text, std::uint32_t point) {
  const auto add = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xC0U | point >> 6);
  } else if (point < 0x10000) {
    add(0xE0U | point >> 12);
    add(0x80U | (point >> 6 & 0x3FU));
  } else {
    add(0xF0U | (point >> 18 & 0x07U));
    add(0x80U | (point >> 12 & 0x3FU));
    add(0x80U | (point >> 6 & 0x3FU));
  }
  add(0x80U | (point & 0x3FU));
}

}  // namespace

PickleNode integer_literal(std::string line, bool may_be_boolean, const PickleInput& input) {
  PickleNode node;
  node.kind = PickleKind::integer;
  if (may_be_boolean && (line == "00" || line == "01")) {
    node.kind = PickleKind::boolean;
    node.integer = line == "01" ? 1 : 0;
    return node;
  }
  if (!line.empty() && line.back() == 'L') line.pop_back();
  if (!parse_whole(line, node.integer)) {
    const std::size_t first = !line.empty() && line.front() == '-' ? 1 : 0;
    const bool digits =
        line.size() > first && line.find_first_not_of("0123456789", first) == std::string::npos;
    if (!digits) input.damaged("a number is none");
    node.kind = PickleKind::big_integer;
    node.text = std::move(line);
  }
  return node;
}

PickleNode real_literal(const std::string& line, const PickleInput& input) {
  PickleNode node;
  node.kind = PickleKind::real;
  // std::from_chars knows "nan" and "inf" too, and no locale.
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), node.real);
  if (error != std::errc() || end != line.data() + line.size()) input.damaged("a number is none");
  return node;
}

std::string quoted_literal(const std::string& line, const PickleInput& input) {
  const bool quoted = line.size() >= 2 && line.front() == line.back() &&
                      (line.front() == '\'' || line.front() == '"');
  if (!quoted) input.damaged("a text has no quotes");
  const std::string_view inside(line.data() + 1, line.size() - 2);
  std::string text;
  for (std::size_t at = 0; at < inside.size();) {
    const char letter = inside[at++];
    if (letter != '\\' || at == inside.size()) {
      text.push_back(letter);
      continue;
    }
    const char escaped = inside[at++];
    switch (escaped) {
      case 'n':
        text.push_back('\n');
        break;
      case 't':
        text.push_back('\t');
        break;
      case 'r':
        text.push_back('\r');
        break;
      case 'x':
        text.push_back(static_cast<char>(hexadecimal(inside, at, 2, input)));
        break;
      default:
        if (escaped != '\\' && escaped != '\'' && escaped != '"') text.push_back('\\');
        text.push_back(escaped);
    }
  }
  return text;
}

std::string unicode_literal(const std::string& line, const PickleInput& input) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const auto letter = static_cast<unsigned char>(line[at++]);
    const char escaped = letter == '\\' && at < line.size() ? line[at] : '\0';
    if (escaped == 'u' || escaped == 'U') {
      ++at;
      append_utf8(text, hexadecimal(line, at, escaped == 'u' ? 4 : 8, input));
    } else {
      append_utf8(text, letter);  // such a line is Latin-1
    }
  }
  return text;
}

std::uint64_t place_literal(const std::string& line, const PickleInput& input) {
  std::uint64_t place = 0;
  if (!parse_whole(line, place)) input.damaged("a place in the memo is no number");
  return place;
}

}  // namespace mbench
