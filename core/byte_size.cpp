#include "core/byte_size.h"

#include "core/error.h"

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace mbench {
namespace {

constexpr double kMostBytes = 1e18;

struct ByteUnit {
  const char* name;
  std::int64_t bytes;
};

// Larger before smaller, those of 1024 first.
constexpr ByteUnit kByteUnits[] = {{"tib", std::int64_t{1} << 40},
                                   {"gib", std::int64_t{1} << 30},
                                   {"mib", std::int64_t{1} << 20},
                                   {"kib", std::int64_t{1} << 10},
                                   {"tb", 1000000000000},
                                   {"gb", 1000000000},
                                   {"mb", 1000000},
                                   {"kb", 1000},
                                   {"b", 1},
                                   {"", 1}};

std::string lower(const char* text) {
  std::string result;
  for (; *text != '\0'; ++text) {
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(*text)));
  }
  return result;
}

}  // namespace

std::int64_t parse_byte_size(const std::string& name, const std::string& text) {
  const auto refuse = [&] {
    return UsageError(name + " '" + text + "' is no size", "write it as 11GiB, 800MiB or bytes");
  };
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())) == 0) throw refuse();
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  while (*end == ' ') ++end;
  const std::string unit = lower(end);
  for (const ByteUnit& known : kByteUnits) {
    if (unit != known.name) continue;
    const double bytes = number * static_cast<double>(known.bytes);
    if (!(bytes >= 1 && bytes <= kMostBytes)) throw refuse();
    return static_cast<std::int64_t>(std::llround(bytes));
  }
  throw refuse();
}

std::string byte_size_text(std::int64_t bytes) {
  constexpr const char* kNames[] = {"TiB", "GiB", "MiB", "KiB"};
  for (int i = 0; i < 4; ++i) {
    const std::int64_t unit = kByteUnits[i].bytes;
    if (bytes >= unit && bytes % unit == 0) return std::to_string(bytes / unit) + kNames[i];
  }
  return std::to_string(bytes);
}

std::string rounded_byte_size(std::int64_t bytes) {
  constexpr double kMebibyte = 1 << 20;
  char text[32];
  const double mebibytes = static_cast<double>(bytes) / kMebibyte;
  if (mebibytes >= 1024) {
    std::snprintf(text, sizeof text, "%.2f GiB", mebibytes / 1024);
  } else {
    std::snprintf(text, sizeof text, "%.1f MiB", mebibytes);
  }
  return text;
}

}  // namespace mbench
