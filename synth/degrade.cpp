#include "synth/degrade.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "core/random.h"
#include "synth/degrade_list.h"

namespace mbench {
namespace {

constexpr std::string_view kNone = "none";

/// The whole text as a number, or none.
template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

/// The text up to `separator`, which is taken off with it; the whole text if there is none.
std::string_view take_until(char separator, std::string_view& text) {
  const std::size_t place = text.find(separator);
  const std::string_view taken = text.substr(0, place);
  text.remove_prefix(place == std::string_view::npos ? text.size() : place + 1);
  return taken;
}

[[noreturn]] void refuse(std::string_view step, const Corruption& corruption,
                         std::string_view why) {
  throw UsageError(fmt::format("degradation '{}': {}", step, why),
                   fmt::format("write {}, as in {}; {} is {}", corruption.form(),
                               corruption.example, corruption.parameter, corruption.range()));
}

double amount_in(std::string_view text, std::string_view step, const Corruption& corruption) {
  const std::optional<double> amount = number_in<double>(text);
  if (!amount) refuse(step, corruption, fmt::format("'{}' is no number", text));
  // Written so that NaN, too, is out of range.
  if (!(*amount >= corruption.low && *amount <= corruption.high)) {
    refuse(step, corruption, fmt::format("{} is out of range", text));
  }
  if (corruption.whole && *amount != static_cast<double>(static_cast<int>(*amount))) {
    refuse(step, corruption, fmt::format("{} is no whole number", text));
  }
  if (amount == corruption.neutral) refuse(step, corruption, "it changes nothing");
  return *amount == 0.0 ? 0.0 : *amount;  // no -0
}

DegradeStep parse_step(const std::string_view step) {
  std::string_view rest = step;
  DegradeStep parsed;
  parsed.corruption = &find_corruption(take_until(':', rest));
  const Corruption& corruption = *parsed.corruption;
  if (rest.empty()) refuse(step, corruption, "its number is missing");
  const bool has_seed = rest.find(':') != std::string_view::npos;
  parsed.amount = amount_in(take_until(':', rest), step, corruption);
  if (!has_seed) return parsed;
  if (!corruption.seeded) refuse(step, corruption, "it draws nothing and has no seed");
  const std::optional<std::uint64_t> seed = number_in<std::uint64_t>(rest);
  if (!seed) refuse(step, corruption, fmt::format("'{}' is no seed, 0 to 2^64 - 1", rest));
  parsed.seed = *seed;
  return parsed;
}

}  // namespace

bool Degradation::changes_image() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const DegradeStep& step) { return step.corruption->image != nullptr; });
}

bool Degradation::changes_trimap() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const DegradeStep& step) { return step.corruption->trimap != nullptr; });
}

std::string Degradation::text() const {
  if (steps.empty()) return std::string(kNone);
  std::string text;
  for (const DegradeStep& step : steps) {
    if (!text.empty()) text += '+';
    text += fmt::format("{}:{}", step.corruption->name, step.amount);
    if (step.seed != 0) text += fmt::format(":{}", step.seed);
  }
  return text;
}

Degradation parse_degradation(std::string_view text) {
  Degradation degradation;
  if (text == kNone) return degradation;
  if (text.empty() || text.back() == '+') {
    throw UsageError(fmt::format("degradation '{}': a step is missing", text),
                     "write none, or steps such as blur:2 joined by '+'");
  }
  while (!text.empty()) {
    if (degradation.steps.size() == Degradation::kMostSteps) {
      throw UsageError(fmt::format("a degradation has at most {} steps", Degradation::kMostSteps));
    }
    degradation.steps.push_back(parse_step(take_until('+', text)));
  }
  return degradation;
}

Image degraded(const Image& image, const Degradation& degradation, std::string_view name) {
  Image made = image;
  std::uint64_t draws = 0;  // so that equal steps draw other numbers
  for (const DegradeStep& step : degradation.steps) {
    if (step.corruption->image == nullptr) continue;
    if (step.corruption->seeded) ++draws;
    made = step.corruption->image(made, step.amount, Random(step.seed).part(name).part(draws));
  }
  return made;
}

Trimap degraded(const Trimap& trimap, const Degradation& degradation) {
  Trimap made = trimap;
  for (const DegradeStep& step : degradation.steps) {
    if (step.corruption->trimap != nullptr) made = step.corruption->trimap(made, step.amount);
  }
  return made;
}

}  // namespace mbench
