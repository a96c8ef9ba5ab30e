#pragma once

#include <iosfwd>
#include <string_view>

namespace mbench {

/// Writes JPEG bytes as a data: URI, a piece at a time.
void write_data_uri(std::ostream& out, std::string_view jpeg);

}  // namespace mbench
