#pragma once

#include <string>
#include <string_view>

namespace mbench {

/// Seconds in a length of time as people write it: "90s", "30m", "2h", "1h30m", "1.5h"; hours
/// before minutes before seconds, more than none in all.
///
/// Throws UsageError for another text.
double parse_duration_s(std::string_view text);

/// Seconds written that way, to the whole second where there is one: 90 is "1m30s".
std::string duration_text(double seconds);

}  // namespace mbench
