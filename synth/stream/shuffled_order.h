#pragma once

#include <cstddef>
#include <cstdint>

#include "core/random.h"

namespace mbench {

/// Which of `count` things is taken at `place` when they are taken in random order, all of them
/// before any again; every round has an order of its own. `count` is positive.
///
/// Says so without making the order: a Feistel network over the numbers up to the next power of
/// four, walked until it lands below `count` (Black and Rogaway, "Ciphers with arbitrary finite
/// domains", 2002).
std::size_t shuffled_place(const Random& random, std::size_t count, std::uint64_t place);

}  // namespace mbench
