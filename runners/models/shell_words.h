#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// The words of a command line, divided as a POSIX shell does: at spaces, tabs and line ends
/// outside quotes. '…' keeps everything as it is; in "…" a backslash before ", \, $ or ` keeps
/// that character; elsewhere a backslash keeps the next one. Nothing is expanded: no variables,
/// wildcards, pipes or redirections.
///
/// Throws UsageError for a quote or a backslash that nothing follows.
std::vector<std::string> shell_words(std::string_view text);

}  // namespace mbench
