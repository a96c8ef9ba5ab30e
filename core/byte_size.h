#pragma once

#include <cstdint>
#include <string>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// Bytes of "11GiB", "1.5 GiB", "800MiB", "64KiB", "4096" or "4096B"; "GB", "MB" and "KB" count in
/// thousands. Throws UsageError for another text, and for less than a byte; `name` is the option
/// that it came with.
std::int64_t parse_byte_size(const std::string& name, const std::string& text);

/// The shortest such text for whole units, "11GiB", "1536MiB"; else bytes.
std::string byte_size_text(std::int64_t bytes);

/// For messages: "1.50 GiB", "12.3 MiB".
std::string rounded_byte_size(std::int64_t bytes);

}  // namespace mbench
