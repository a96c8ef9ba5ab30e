#include "reports/html_text.h"

#include <cstdint>

namespace mbench {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// The number of bytes of the well-formed UTF-8 sequence that `text` begins with, or 0
/// (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return byte(1) >= low && byte(1) <= high && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return byte(1) >= low && byte(1) <= high && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7F;
}

/// U+0080..U+009F and the two non-characters that XML and HTML forbid.
bool is_forbidden(std::string_view sequence) {
  if (sequence.size() == 2) return sequence[0] == '\xC2' && sequence[1] < '\xA0';
  return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF";
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const std::string_view sequence = text.substr(0, length == 0 ? 1 : length);
    text.remove_prefix(sequence.size());
    if (length == 0 || (length == 1 && is_control(sequence[0])) || is_forbidden(sequence)) {
      escaped += kReplacement;
      continue;
    }
    switch (sequence[0]) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += sequence;
    }
  }
  return escaped;
}

std::string shortened(const std::string& text, std::size_t most) {
  std::size_t characters = 0;
  std::size_t end = 0;  // of what fits when an ellipsis follows
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (characters + 1 == most) end = i;
    if (++characters > most) return text.substr(0, end) + "\xE2\x80\xA6";
  }
  return text;
}

std::string html_time(const std::string& iso_time) {
  const bool known = iso_time.size() >= 20 && iso_time[10] == 'T' && iso_time.back() == 'Z';
  return known ? iso_time.substr(0, 10) + ' ' + iso_time.substr(11, 5) + " UTC" : iso_time;
}

std::string breakable(std::string_view name) {
  std::string text;
  for (const char c : html_escaped(name)) {
    text += c;
    if (c == ':' || c == ',') text += "<wbr/>";
  }
  return text;
}

std::string HtmlIds::make(std::string_view prefix, std::string_view name) {
  std::string id(prefix);
  for (const char c : name) {
    const bool digit = c >= '0' && c <= '9';
    const bool lower = c >= 'a' && c <= 'z';
    const bool upper = c >= 'A' && c <= 'Z';
    if (digit || lower) {
      id += c;
    } else if (upper) {
      id += static_cast<char>(c - 'A' + 'a');
    } else if (id.back() != '-') {
      id += '-';
    }
  }
  while (id.size() > prefix.size() && id.back() == '-') id.pop_back();
  std::string unique = id;
  for (int next = 2; !given_.insert(unique).second; ++next) {
    unique = id + '-' + std::to_string(next);
  }
  return unique;
}

}  // namespace mbench
