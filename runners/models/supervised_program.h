#pragma once

#include "core/error.h"
#include "core/filesystem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// An external program did not do what it was run for.
class ProgramError : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::data; }
};

/// How an external program ended, and what it and all that it started used.
struct ProgramReport {
  int exit_status = 0;
  int signal = 0;              ///< that ended it; 0 if it ended itself
  bool out_of_memory = false;  ///< the kernel killed it because memory ran out
  std::string last_output;     ///< the last 4 KiB of stdout and stderr, as they came
  /// The highest of regular samples of memory_of() the whole tree, and never less than
  /// largest_peak_of(); none if it ended before the first sample.
  std::optional<std::int64_t> memory_peak_bytes;
  std::optional<std::int64_t> device_peak_bytes;
};

/// Runs a program, found as a shell finds it, to its end, with no input. A supervisor between us
/// and the program sees to it that whatever the program started ends with it, and that all of it
/// ends when this process does, however that ends; it then removes the folder `scratch` too.
///
/// Throws ModelError if the program cannot be started; Interrupted when the user asks to stop.
ProgramReport run_supervised(const std::vector<std::string>& words, const fs::path& scratch);

}  // namespace mbench
