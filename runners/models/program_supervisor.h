#pragma once

#include "core/descriptor.h"
#include "core/filesystem.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

/// The bytes of a program's output that are kept, from its end.
constexpr std::size_t kKeptOutput = 4096;

/// What a supervisor tells who started it, in one write.
struct SupervisorVerdict {
  int start_error = 0;                  ///< errno if the program could not be started
  int wait_status = 0;                  ///< as of waitpid
  std::int64_t memory_peak_bytes = -1;  ///< -1: not measured, here and below
  std::int64_t device_peak_bytes = -1;
  std::size_t output_bytes = 0;
  std::array<char, kKeptOutput> output{};
};

/// The whole life of a supervisor: a forked process that runs the program `words`, adopts what
/// that leaves behind, measures, and ends everything when the program ends or when the other side
/// of `alive` is closed; in the second case it removes the folder `scratch` too. Never returns.
[[noreturn]] void supervise(const std::vector<std::string>& words, Descriptor alive,
                            Descriptor verdict, const fs::path& scratch);

}  // namespace mbench
