#include "metrics/score_options.h"

#include "core/error.h"
#include "core/nearest_names.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace mbench {
namespace {

template <typename Value>
using Name = std::pair<Value, std::string_view>;

constexpr std::array<Name<Quantisation>, 4> kQuantisations{{
    {Quantisation::convention, "convention"},
    {Quantisation::truncate, "truncate"},
    {Quantisation::round, "round"},
    {Quantisation::none, "none"},
}};

constexpr std::array<Name<ScoreRegion>, 6> kRegions{{
    {ScoreRegion::convention, "convention"},
    {ScoreRegion::unknown, "unknown"},
    {ScoreRegion::whole, "whole"},
    {ScoreRegion::foreground, "foreground"},
    {ScoreRegion::background, "background"},
    {ScoreRegion::detail, "detail"},
}};

template <typename Names, typename Value>
std::string_view name_of(const Names& names, Value wanted) {
  for (const auto& [value, name] : names) {
    if (value == wanted) return name;
  }
  throw InternalError("an option of score() without a name");
}

template <typename Names>
auto value_of(const Names& names, std::string_view text, const char* what) {
  std::vector<std::string> known;
  for (const auto& [value, name] : names) {
    if (name == text) return value;
    known.emplace_back(name);
  }
  throw UsageError(fmt::format("there is no {} named '{}'", what, text), did_you_mean(text, known));
}

}  // namespace

void ScoreOptions::check() const {
  if (threads < 1) throw UsageError(fmt::format("{} threads cannot score an alpha", threads));
}

std::string ScoreOptions::stamp() const {
  std::vector<std::string> parts;
  if (quantisation != Quantisation::convention) {
    parts.push_back(fmt::format("quantisation={}", to_text(quantisation)));
  }
  if (keep_known) parts.emplace_back("keep-known");
  if (region != ScoreRegion::convention) {
    parts.push_back(fmt::format("region={}", to_text(region)));
  }
  return fmt::format("{}", fmt::join(parts, ","));
}

std::string_view to_text(Quantisation quantisation) {
  return name_of(kQuantisations, quantisation);
}

Quantisation parse_quantisation(std::string_view text) {
  return value_of(kQuantisations, text, "quantisation");
}

std::string_view to_text(ScoreRegion region) { return name_of(kRegions, region); }

ScoreRegion parse_score_region(std::string_view text) { return value_of(kRegions, text, "region"); }

}  // namespace mbench
