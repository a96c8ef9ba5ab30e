#pragma once

#include <string>
#include <string_view>

namespace mbench {

/// A text as a field of comma-separated values: in double quotes, its own doubled, where it
/// holds commas, quotes or line ends (RFC 4180).
std::string csv_field(std::string_view text);

}  // namespace mbench
