#include "runners/run_plan.h"

#include "core/error.h"
#include "metrics/score_card.h"
#include "runners/child_process.h"
#include "runners/degraded_suite.h"
#include "runners/weights/synthetic_weights.h"
#include "runners/weights/weight_registry.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

/// Whether a model is among those that run where none is named.
bool runs_unasked(const ModelCard& card, bool synthetic) {
  if (!card.argument.empty()) return false;
  if (synthetic) return card.needs_weights;
  if (!card.is_network) return true;
  return companion_program("mbench-torch") && !WeightRegistry().files_of(card.name).empty();
}

std::vector<ModelSpec> chosen_models(const RunOptions& options) {
  std::vector<ModelSpec> specs;
  if (options.models.empty()) {
    const bool synthetic = names_synthetic_weights(options.weights);
    for (const ModelEntry& entry : models()) {
      if (runs_unasked(entry.card, synthetic)) specs.push_back(ModelSpec{entry.card.name, {}});
    }
    return specs;
  }
  for (const std::string& name : options.models) specs.push_back(parse_model_spec(name));
  return specs;
}

/// One file of weights fits one network; throws UsageError where several would get it, or none.
void check_weights(const RunOptions& options, const std::vector<ModelSpec>& specs) {
  if (options.weights.empty()) return;
  const auto networks = std::count_if(specs.begin(), specs.end(), [](const ModelSpec& spec) {
    return find_model(spec.name).card.needs_weights;
  });
  if (networks == 0) throw UsageError("--weights, but no network is run");
  if (networks > 1 && !names_synthetic_weights(options.weights)) {
    throw UsageError("--weights names one file, but several networks are run",
                     "register each: mbench models add MODEL FILE");
  }
}

std::vector<ModelSettings> chosen_settings(const RunOptions& options) {
  std::vector<ModelSettings> list;
  std::vector<std::string> modes = options.memory_modes;
  if (modes.empty()) modes = {"plain"};
  if (options.on_oom == OnOom::keep) {
    std::stable_partition(modes.begin(), modes.end(),
                          [](const std::string& mode) { return mode == "plain"; });
  }
  for (const std::string& memory : modes) {
    ModelSettings settings{"", memory, options.augmentation, options.fusion};
    settings.ram_bytes = options.ram_bytes;
    settings.vram_bytes = options.vram_bytes;
    settings.check();
    list.push_back(settings);
  }
  return list;
}

/// Finds the weights, and puts into the cell's mode what tells its rows from those of others.
void choose_weights(PlannedCell& cell, const std::string& weights) {
  constexpr std::size_t kShownDigits = 12;
  cell.settings.weights = weights;
  if (names_synthetic_weights(weights)) cell.record.mode += "+" + weights;
  try {
    cell.weights_digest = open_weights(parameter_manifest(cell.model.name), weights)->digest();
  } catch (const UsageError&) {
    throw;
  } catch (const Error& missing) {
    cell.refusal = missing.hint().empty() ? missing.what()
                                          : fmt::format("{}; {}", missing.what(), missing.hint());
    if (!weights.empty()) cell.record.mode += "+weights=" + fs::path(weights).filename().string();
    return;
  }
  if (!weights.empty() && !names_synthetic_weights(weights)) {
    cell.record.mode += "+weights=" + cell.weights_digest.substr(0, kShownDigits);
  }
}

void choose_settings(PlannedCell& cell, const ModelSettings& settings, const RunOptions& options) {
  const ModelCard& card = find_model(cell.model.name).card;
  cell.settings = settings;
  cell.record.mode = settings.mode();
  cell.record.approximate = settings.memory_mode().is_approximate();
  if (card.is_network) {
    const std::string precision = settings.memory_mode().precision;
    if (!precision.empty()) cell.record.precision = precision;
    cell.record.device = options.device;
  }
  if (card.takes_prompt) {
    cell.box_from_alpha = options.box_from == "alpha" && !cell.suite->convention().empty();
    cell.record.mode += cell.box_from_alpha ? "+box=alpha" : "+box=trimap";
  }
  if (card.needs_weights) {
    choose_weights(cell, options.weights);
  } else if (!card.is_network) {
    cell.refusal = refusal_without_network(settings);
  }
  // What networks with synthetic weights make is not worth a figure.
  if (names_synthetic_weights(cell.settings.weights)) {
    cell.convention.clear();
    cell.scoring = {};
  }
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
    return other.record.suite == one.record.suite && other.record.model == one.record.model &&
           other.record.mode == one.record.mode;
  });
}

}  // namespace

ResultIdentity PlannedCell::identity() const {
  ResultIdentity identity;
  identity.model = record.model;
  identity.model_revision = find_model(model.name).card.revision;
  identity.weights_digest = weights_digest;
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
  const std::vector<ModelSpec> specs = chosen_models(options);
  check_weights(options, specs);
  const std::vector<ModelSettings> all_settings = chosen_settings(options);
  const std::vector<Degradation> degradations = chosen_degradations(options.degradations);
  if (!options.convention.empty()) find_convention(options.convention);
  for (const std::string& suite_name : options.suites) {
    const Suite& suite = find_suite(suite_name);
    for (const Degradation& degradation : degradations) {
      for (const ModelSpec& spec : specs) {
        for (std::size_t mode = 0; mode < all_settings.size(); ++mode) {
          PlannedCell cell = planned_cell(suite, degradation, spec, options.convention);
          choose_settings(cell, all_settings[mode], options);
          cell.memory_mode = mode;
          if (!has(cells, cell)) cells.push_back(cell);
        }
      }
    }
  }
  return cells;
}

}  // namespace mbench
