#include "runners/sample_selection.h"

#include "core/error.h"

#include <regex>

namespace mbench {
namespace {

std::regex parsed(const std::string& pattern) {
  try {
    return std::regex(pattern);
  } catch (const std::regex_error& error) {
    throw UsageError("--images '" + pattern + "' is not a regular expression: " + error.what(),
                     "a special character such as ( or + is meant as itself after a backslash");
  }
}

}  // namespace

void SampleSelection::check() const {
  parsed(pattern);
  if (limit < 0) throw UsageError("the limit of samples must not be negative");
}

std::vector<std::size_t> SampleSelection::places_in(const std::vector<Sample>& samples) const {
  const std::regex expression = parsed(pattern);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (limit > 0 && places.size() == static_cast<std::size_t>(limit)) break;
    if (std::regex_search(samples[i].name, expression)) places.push_back(i);
  }
  return places;
}

}  // namespace mbench
