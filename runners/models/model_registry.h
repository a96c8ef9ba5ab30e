#pragma once

#include "runners/models/matting_model.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Every model that this build can run, in the order in which people see them.
const std::vector<ModelEntry>& models();

/// Throws UsageError that names the nearest known names.
const ModelEntry& find_model(std::string_view name);

/// A model as named on the command line: `closed-form` or `closed-form:epsilon=1e-6,radius=2`.
struct ModelSpec {
  std::string name;
  std::map<std::string, std::string> values;

  /// The name, and the values that differ from the defaults in the order of their keys:
  /// equal text means equal choice.
  std::string text() const;
};

/// Throws UsageError: unknown model, unknown key (naming the known ones), a value that is
/// no number or out of range.
ModelSpec parse_model_spec(std::string_view text);

/// The value chosen for `key` of the card, or its default.
double parameter(const ModelCard& card, const ModelOptions& options, std::string_view key);

}  // namespace mbench
