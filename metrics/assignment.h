#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace mbench {

/// The one-to-one assignment of rows to columns with the greatest total gain (Hungarian
/// method, O(n^3)): for each row its column, or none where there are fewer columns than rows.
/// `gain` holds rows of equal length.
std::vector<std::optional<std::size_t>> best_assignment(
    const std::vector<std::vector<double>>& gain);

}  // namespace mbench
