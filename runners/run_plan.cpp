#include "runners/run_plan.h"

#include "metrics/score_card.h"
#include "runners/degraded_suite.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

std::vector<ModelSpec> chosen_models(const std::vector<std::string>& names) {
  std::vector<ModelSpec> specs;
  if (names.empty()) {
    for (const ModelEntry& entry : models()) {
      if (!entry.card.needs_weights && entry.card.argument.empty())
        specs.push_back(ModelSpec{entry.card.name, {}});
    }
    return specs;
  }
  for (const std::string& name : names) specs.push_back(parse_model_spec(name));
  return specs;
}

std::vector<Degradation> chosen_degradations(const std::vector<std::string>& texts) {
  if (texts.empty()) return {Degradation{}};
  std::vector<Degradation> chosen;
  for (const std::string& text : texts) chosen.push_back(parse_degradation(text));
  return chosen;
}

PlannedCell planned_cell(const Suite& suite, const Degradation& degradation, const ModelSpec& model,
                         const std::string& convention) {
  PlannedCell cell;
  cell.model = model;
  cell.suite = &suite;
  cell.degradation = degradation;
  cell.record.suite = degraded_suite_name(suite.name, degradation);
  cell.record.model = model.text();
  // A suite without ground truth stays unscored, whatever convention is asked for.
  if (!suite.convention().empty()) {
    cell.convention = convention.empty() ? suite.convention() : convention;
    cell.scoring.region = parse_score_region(suite.region);
  }
  return cell;
}

bool has(const std::vector<PlannedCell>& cells, const PlannedCell& one) {
  return std::any_of(cells.begin(), cells.end(), [&](const PlannedCell& other) {
    return other.record.suite == one.record.suite && other.record.model == one.record.model;
  });
}

}  // namespace

ResultIdentity PlannedCell::identity() const {
  ResultIdentity identity;
  identity.model = record.model;
  identity.model_revision = find_model(model.name).card.revision;
  identity.mode = record.mode;
  identity.precision = record.precision;
  identity.device = record.device;
  identity.convention = convention;
  // Other pixels counted are other figures: the options are part of the rule's name.
  if (!convention.empty() && !scoring.stamp().empty()) {
    identity.convention += fmt::format("[{}]", scoring.stamp());
  }
  if (!convention.empty()) identity.convention_version = find_convention(convention).version;
  return identity;
}

std::vector<PlannedCell> plan_cells(const RunOptions& options) {
  std::vector<PlannedCell> cells;
  const std::vector<ModelSpec> specs = chosen_models(options.models);
  const std::vector<Degradation> degradations = chosen_degradations(options.degradations);
  if (!options.convention.empty()) find_convention(options.convention);
  for (const std::string& suite_name : options.suites) {
    const Suite& suite = find_suite(suite_name);
    for (const Degradation& degradation : degradations) {
      for (const ModelSpec& spec : specs) {
        const PlannedCell cell = planned_cell(suite, degradation, spec, options.convention);
        if (!has(cells, cell)) cells.push_back(cell);
      }
    }
  }
  return cells;
}

}  // namespace mbench
