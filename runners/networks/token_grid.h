#pragma once

#include <cstdint>

namespace mbench {

/// A picture in patches: its tokens stand row by row, token (row, column) is number
/// row·columns + column.
struct TokenGrid {
  std::int64_t rows = 0;
  std::int64_t columns = 0;

  std::int64_t tokens() const { return rows * columns; }
};

}  // namespace mbench
