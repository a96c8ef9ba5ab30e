#pragma once

#include <string>

namespace mbench {

/// Whether the descriptor is a terminal that can move its cursor (TERM is not `dumb`).
bool is_terminal(int descriptor);

/// The terminal's width in characters at this moment; $COLUMNS or 80 where it cannot say.
int terminal_columns(int descriptor);

/// Whether to colour what goes to the descriptor. `choice` is the setting `color`: always
/// and never decide; auto looks at NO_COLOR (off), CLICOLOR_FORCE (on), then is_terminal.
bool use_color(int descriptor, const std::string& choice);

/// Now, or SOURCE_DATE_EPOCH where that is set, as ISO 8601 in UTC: "2026-01-31T12:00:00Z".
std::string utc_timestamp();

}  // namespace mbench
