#pragma once

#include <algorithm>
#include <vector>

namespace mbench {

/// Columns `begin`..`end`-1 of some image row.
struct ColumnRange {
  int begin = 0;
  int end = 0;
};

/// The union of the ranges as sorted ranges that neither overlap nor touch.
inline std::vector<ColumnRange> united(std::vector<ColumnRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ColumnRange& a, const ColumnRange& b) { return a.begin < b.begin; });
  std::vector<ColumnRange> result;
  for (const ColumnRange& range : ranges) {
    if (!result.empty() && range.begin <= result.back().end) {
      result.back().end = std::max(result.back().end, range.end);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

}  // namespace mbench
