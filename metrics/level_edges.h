#pragma once

#include <cstddef>
#include <cstdint>

namespace mbench {

/// Where a row of levels changes, and how it meets the row above, as bits of 64-pixel words.
struct LevelEdges {
  std::uint64_t* changes;  ///< the level differs from its left neighbour's
  std::uint64_t* rises;    ///< min(level, level above) exceeds its left neighbour's
  std::uint64_t* falls;    ///< ... is below it
};

/// Compares `words` times 64 levels with those above. Both rows must be readable one byte
/// before their begin and hold 0 there and behind their end.
void find_edges(const std::uint8_t* levels, const std::uint8_t* above, std::size_t words,
                const LevelEdges& edges);

}  // namespace mbench
