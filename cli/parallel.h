#pragma once

#include <cstddef>
#include <functional>

namespace mbench {

/// Calls `work` with 0 .. count-1 on up to `threads` threads, beginning in that order.
///
/// If a call throws, no new ones begin, and the exception is thrown here once all
/// threads have ended.
void for_each_index(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

}  // namespace mbench
