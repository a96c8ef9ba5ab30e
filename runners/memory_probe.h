#pragma once

#include <cstdint>
#include <optional>

namespace mbench {

/// Resident memory of this process, in bytes; none where /proc does not say.
std::optional<std::int64_t> resident_bytes();

/// The highest resident memory since the start or the last reset.
std::optional<std::int64_t> peak_resident_bytes();

/// Gives freed memory back to the system and starts a new peak from the present size.
/// Returns false where the kernel does not allow it; peaks then count from the start.
bool reset_peak_resident();

}  // namespace mbench
