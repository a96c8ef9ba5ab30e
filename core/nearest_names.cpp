#include "core/nearest_names.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/format.h>

namespace mbench {
namespace {

constexpr std::size_t kMostSuggestions = 5;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`
/// (Damerau–Levenshtein in its "optimal string alignment" form).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({substitution, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// Those worth suggesting, nearest first; of equal ones, the order of `known` stays.
std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& known) {
  const std::string wanted = lower_case(name);
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& candidate : known) {
    const std::string lower = lower_case(candidate);
    const std::size_t distance = edit_distance(wanted, lower);
    const bool contains = wanted.size() >= 2 && lower.find(wanted) != std::string::npos;
    // Every one-letter name is one edit from every other; that helps nobody.
    const bool similar = distance <= limit && distance < wanted.size();
    if (similar || contains) near.emplace_back(distance, candidate);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (near.size() > kMostSuggestions) near.resize(kMostSuggestions);
  std::vector<std::string> names;
  for (auto& [distance, candidate] : near) names.push_back(std::move(candidate));
  return names;
}

}  // namespace

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  if (known.empty()) return "none are known";
  const std::vector<std::string> near = nearest(name, known);
  if (near.empty()) return fmt::format("known: {}", fmt::join(known, ", "));
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) {
    if (i > 0) text += i + 1 == near.size() ? " or " : ", ";
    text += fmt::format("'{}'", near[i]);
  }
  return text + "?";
}

}  // namespace mbench
