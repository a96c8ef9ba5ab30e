#pragma once

#include <cstdint>

namespace mbench {

/// From now on this process, and programs that it starts, get no more private memory than `bytes`
/// (RLIMIT_DATA: heap and anonymous mappings, touched or not). What asks for more fails as it does
/// when a machine's memory is used up. Does nothing where the system allows no such limit.
void limit_own_memory(std::int64_t bytes);

}  // namespace mbench
