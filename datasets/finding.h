#pragma once

#include <string>
#include <string_view>

namespace mbench {

enum class Severity { info, warning, error };

/// "info", "warning", "error", and back. Throws UsageError for another word.
std::string_view to_text(Severity severity);
Severity parse_severity(std::string_view text);

/// Something wrong with a data set.
struct Finding {
  std::string code;  ///< "size-mismatch"
  Severity severity = Severity::warning;
  std::string file;     ///< below the data set's folder; the folder itself where it is about all
  std::string sample;   ///< empty where it is about no single sample
  std::string message;  ///< one line with the figures
  std::string remedy;   ///< one line
};

}  // namespace mbench
