#include "runners/planned_samples.h"

#include "core/error.h"
#include "runners/degraded_suite.h"

#include <fmt/format.h>

namespace mbench {
namespace {

/// Some names, so that the user sees what an expression has to match.
std::string names_such_as(const std::map<std::string, SuiteSamples>& suites) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> shown;
  for (const auto& [name, suite] : suites) {
    for (const Sample& sample : suite.samples) {
      if (shown.size() < kShown) shown.push_back(sample.name);
    }
  }
  return fmt::format("the samples have names such as {}", fmt::join(shown, ", "));
}

}  // namespace

PlannedSamples::PlannedSamples(std::vector<PlannedCell>& plan, const RunOptions& options,
                               Database& database, Progress& progress) {
  for (PlannedCell& cell : plan) {
    const SuiteSamples& whole = whole_suite(cell, options, database, progress);
    cell.record.suite = degraded_suite_name(whole.name, cell.degradation);
    if (suites_.count(cell.record.suite) > 0) continue;
    Chosen& suite = suites_[cell.record.suite];
    suite.samples = degraded_samples(whole.samples, cell.degradation);
    suite.chosen = options.selection.places_in(suite.samples);
    if (!suite.chosen.empty()) {
      names_.push_back(cell.record.suite);
    } else {
      progress.note(fmt::format("warning: no sample of {} is chosen", cell.record.suite));
    }
  }
  if (names_.empty() && !plan.empty()) {
    throw UsageError(
        fmt::format("no sample's name matches --images '{}'", options.selection.pattern),
        names_such_as(whole_));
  }
}

const SuiteSamples& PlannedSamples::whole_suite(const PlannedCell& cell, const RunOptions& options,
                                                Database& database, Progress& progress) {
  const auto [place, is_new] = whole_.try_emplace(cell.suite->name);
  SuiteSamples& suite = place->second;
  if (!is_new) return suite;
  suite = options.trimap.empty()
              ? suite_samples(*cell.suite, database)
              : suite_samples(*cell.suite, parse_trimap_recipe(options.trimap), database);
  if (!suite.why_local.empty()) {
    progress.note(fmt::format("warning: the rows stand under {}: {}", suite.name, suite.why_local));
  }
  return suite;
}

}  // namespace mbench
