#include "runners/degraded_suite.h"

namespace mbench {
namespace {

constexpr char kPlus = '+';  // in no suite's name

}  // namespace

std::string degraded_suite_name(const std::string& suite, const Degradation& degradation) {
  return degradation.is_none() ? suite : suite + kPlus + degradation.text();
}

DegradedSuiteName split_degraded_name(std::string_view name) {
  const std::size_t place = name.find(kPlus);
  if (place == std::string_view::npos) return {std::string(name), Degradation{}.text()};
  return {std::string(name.substr(0, place)), std::string(name.substr(place + 1))};
}

std::vector<Sample> degraded_samples(std::vector<Sample> samples, const Degradation& degradation) {
  for (Sample& sample : samples) sample.degradation = degradation;
  return samples;
}

}  // namespace mbench
