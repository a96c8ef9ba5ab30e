#pragma once

#include "core/filesystem.h"

#include <string>
#include <vector>

namespace mbench {

/// One command of a transcript and what it must do.
struct TranscriptStep {
  std::string line;              ///< what is typed
  std::vector<std::string> out;  ///< patterns of the lines on stdout
  std::vector<std::string> err;  ///< and on stderr
  int exit_code = 0;
  int at_line = 0;  ///< in the file
};

/// Reads a transcript:
///
///     # a remark
///     $ mbench bogus
///     2> mbench: mbench has no command 'bogus'
///     2> hint: *
///     => 2
///
/// `1>` is a line of stdout, `2>` of stderr, `=>` the exit code (0 if not given). `*`
/// stands for any text; a line `1> ...` for any number of lines.
std::vector<TranscriptStep> read_transcript(const fs::path& path);

/// Empty if the text's lines match the patterns, else what differs.
std::string difference(const std::vector<std::string>& patterns, const std::string& text);

}  // namespace mbench
