#include "core/error.h"
#include "core/nearest_names.h"
#include "core/sha256.h"
#include "runners/models/model_registry.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace mbench {
namespace {

const ModelParameter& find_parameter(const ModelCard& card, std::string_view key) {
  std::vector<std::string> keys;
  for (const ModelParameter& parameter : card.parameters) {
    if (parameter.key == key) return parameter;
    keys.push_back(parameter.key);
  }
  if (keys.empty()) {
    throw UsageError(
        fmt::format("model {} has no parameter '{}': it has none at all", card.name, key),
        fmt::format("name it as {}", card.name));
  }
  throw UsageError(fmt::format("model {} has no parameter '{}'", card.name, key),
                   did_you_mean(key, keys));
}

/// The whole text as a number, independent of the locale; nothing for other texts and NaN.
std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

double checked_value(const ModelCard& card, const ModelParameter& parameter,
                     std::string_view text) {
  const std::string where = fmt::format("model {}: {}={}", card.name, parameter.key, text);
  const std::string range = fmt::format("{} is a {}from {} to {}: {}", parameter.key,
                                        parameter.whole ? "whole number " : "number ",
                                        parameter.low, parameter.high, parameter.meaning);
  const std::optional<double> value = number(text);
  if (!value) throw UsageError(where + " is no number", range);
  if (*value < parameter.low || *value > parameter.high) {
    throw UsageError(where + " is out of range", range);
  }
  if (parameter.whole && *value != std::floor(*value)) {
    throw UsageError(where + " is not a whole number", range);
  }
  return *value;
}

/// Takes the text up to the first `separator` off the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
  const std::size_t length = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, length);
  rest.remove_prefix(std::min(length + 1, rest.size()));
  return part;
}

/// `argument` with its model's name, once it is known to be usable.
ModelSpec with_argument(const ModelEntry& entry, std::string_view argument) {
  const ModelCard& card = entry.card;
  if (argument.empty()) {
    throw UsageError(fmt::format("model {} needs its {}", card.name, card.argument),
                     fmt::format("write {}:{}", card.name, card.argument));
  }
  ModelSpec spec;
  spec.name = card.name;
  spec.argument = argument;
  if (entry.check_argument) entry.check_argument(spec.argument);
  return spec;
}

bool is_safe_in_a_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view(":=,.+-_@").find(c) != std::string_view::npos;
}

}  // namespace

std::string folder_name(const std::string& text) {
  constexpr std::size_t kLongest = 100;
  constexpr std::size_t kDigestDigits = 12;
  std::string safe = text.substr(0, kLongest);
  std::replace_if(
      safe.begin(), safe.end(), [](char c) { return !is_safe_in_a_name(c); }, '_');
  if (safe != text) safe += "-" + sha256(text).substr(0, kDigestDigits);
  return safe;
}

std::string ModelSpec::text() const {
  const ModelCard& card = find_model(name).card;
  std::string text = name;
  if (!card.argument.empty()) return text + ":" + argument;
  char separator = ':';
  for (const auto& [key, chosen] : values) {
    const ModelParameter& known = find_parameter(card, key);
    const double value = checked_value(card, known, chosen);
    if (value == known.value) continue;
    text += fmt::format("{}{}={}", separator, key, value);
    separator = ',';
  }
  return text;
}

ModelSpec parse_model_spec(std::string_view text) {
  std::string_view rest = text;
  ModelSpec spec;
  spec.name = next_part(rest, ':');
  const ModelEntry& entry = find_model(spec.name);
  const ModelCard& card = entry.card;
  if (!card.argument.empty()) return with_argument(entry, rest);
  if (text.size() > spec.name.size() && (rest.empty() || rest.back() == ',')) {
    throw UsageError(fmt::format("'{}' names no parameter at its end", text),
                     fmt::format("write {} or {}:key=value", card.name, card.name));
  }
  while (!rest.empty()) {
    std::string_view value = next_part(rest, ',');
    const bool has_value = value.find('=') != std::string_view::npos;
    const std::string key(next_part(value, '='));
    const ModelParameter& known = find_parameter(card, key);
    if (!has_value) {
      throw UsageError(fmt::format("model {}: '{}' has no value", card.name, key),
                       fmt::format("write {}:{}={}", card.name, key, known.value));
    }
    checked_value(card, known, value);
    if (!spec.values.emplace(key, value).second) {
      throw UsageError(fmt::format("model {}: '{}' is given twice in '{}'", card.name, key, text));
    }
  }
  return spec;
}

double parameter(const ModelCard& card, const ModelOptions& options, std::string_view key) {
  const ModelParameter& known = find_parameter(card, key);
  const auto chosen = options.values.find(std::string(key));
  return chosen == options.values.end() ? known.value : checked_value(card, known, chosen->second);
}

}  // namespace mbench
