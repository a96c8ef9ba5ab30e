#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A hint for a misspelt name: "did you mean 'a' or 'b'?" for the names within a small
/// edit distance (Damerau–Levenshtein) or that contain it, else "known: a, b, c".
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

}  // namespace mbench
