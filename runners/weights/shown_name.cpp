#include "runners/weights/shown_name.h"

namespace mbench {
namespace {

constexpr std::size_t kMostBytes = 400;

}  // namespace

std::string shown_name(std::string text) {
  if (text.size() > kMostBytes) {
    text.resize(kMostBytes);
    // Not in the middle of a character of UTF-8.
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
      text.pop_back();
    }
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80U) text.pop_back();
    text += "...";
  }
  for (char& letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte == 0x7F) letter = '?';
  }
  return text;
}

}  // namespace mbench
