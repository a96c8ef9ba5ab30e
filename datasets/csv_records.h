#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One record of a CSV file; a quoted field may go over several lines.
struct CsvRecord {
  int line = 0;  ///< on which it begins, counted from 1
  std::vector<std::string> fields;
};

/// The records of a CSV text as RFC 4180 has it: fields between commas, in double quotes where
/// they hold commas, quotes (doubled) or line ends. Lines may end in "\n" or "\r\n"; a byte order
/// mark, a missing last line end and lines with nothing in them are passed over.
///
/// Throws DataError that names NAME:LINE: a quote that is never closed, a quote within an
/// unquoted field, text behind a closing quote.
std::vector<CsvRecord> parse_csv(std::string_view text, const std::string& name);

/// The text without the byte order mark that it may begin with.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace mbench
