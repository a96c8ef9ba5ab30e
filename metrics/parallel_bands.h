#pragma once

#include <functional>

namespace mbench {

/// Calls `work(i)` for i = 0 .. count - 1, each once, on up to `threads` threads including
/// the caller's; rethrows the first exception.
void for_each_index(int count, int threads, const std::function<void(int)>& work);

}  // namespace mbench
