#include "synth/pairing.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

void check_count(const Protocol& protocol, std::size_t foregrounds, std::size_t backgrounds,
                 std::size_t stride, std::size_t each) {
  const std::size_t needed = foregrounds == 0 ? 0 : stride * (foregrounds - 1) + each;
  if (backgrounds >= needed) return;
  const std::size_t enough_for = backgrounds / foregrounds;
  const std::string of_own = enough_for == 0
                                 ? fmt::format("add {} backgrounds", needed - backgrounds)
                                 : fmt::format(
                                       "add {} backgrounds, or make fewer composites of each "
                                       "foreground: --count-per-foreground {}",
                                       needed - backgrounds, enough_for);
  throw DataError(
      fmt::format("protocol {} needs {} backgrounds for {} foregrounds, {} each, but there are {}",
                  protocol.name, needed, foregrounds, stride, backgrounds),
      protocol.needs_lists ? "complete the list of backgrounds, or shorten that of foregrounds"
                           : of_own);
}

void check_names(const std::vector<CompositePair>& pairs,
                 const std::vector<std::string>& foregrounds) {
  std::unordered_map<std::string_view, const CompositePair*> names;
  for (const CompositePair& pair : pairs) {
    const auto [other, is_new] = names.emplace(pair.name, &pair);
    if (is_new) continue;
    throw DataError(
        fmt::format("two composites would be called {}: of foreground {} ({}) and of foreground "
                    "{} ({})",
                    pair.name, foregrounds[other->second->foreground],
                    other->second->foreground + 1, foregrounds[pair.foreground],
                    pair.foreground + 1),
        "name each foreground once, and rename those whose names differ only in their endings");
  }
}

}  // namespace

std::vector<CompositePair> pairs_in_order(const Protocol& protocol, const ProtocolSplit& split,
                                          const std::vector<std::string>& foregrounds,
                                          const std::vector<std::string>& backgrounds, int each) {
  const int wanted = each > 0 ? each : split.backgrounds_each;
  if (protocol.needs_lists && wanted > split.backgrounds_each) {
    throw UsageError(fmt::format("protocol {} makes {} composites of each foreground, not {}",
                                 protocol.name, split.backgrounds_each, wanted),
                     "protocol local makes as many as you like");
  }
  const auto count = static_cast<std::size_t>(wanted);
  const std::size_t stride =
      protocol.needs_lists ? static_cast<std::size_t>(split.backgrounds_each) : count;
  check_count(protocol, foregrounds.size(), backgrounds.size(), stride, count);
  std::vector<CompositePair> pairs;
  pairs.reserve(foregrounds.size() * count);
  for (std::size_t i = 0; i < foregrounds.size(); ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      const std::size_t running = stride * i + j;
      pairs.push_back(
          {i, running,
           composite_name(split.naming, foregrounds[i], backgrounds[running], running, j)});
    }
  }
  check_names(pairs, foregrounds);
  return pairs;
}

std::string composite_name(Naming naming, std::string_view foreground, std::string_view background,
                           std::size_t running, std::size_t own) {
  switch (naming) {
    case Naming::own_number:
      return fmt::format("{}_{}", foreground, own);
    case Naming::series_and_number:
      return fmt::format("{}_{}", foreground.substr(0, foreground.find('_')), running);
    case Naming::running_number:
      return fmt::format("{}_{}", foreground, running);
    case Naming::background_name:
      return fmt::format("{}_{}", foreground, background);
  }
  throw InternalError("a naming without a rule");
}

}  // namespace mbench
