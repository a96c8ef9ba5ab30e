#pragma once

#include "runners/models/matting_model.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Every model that this build can run, in the order in which people see them.
const std::vector<ModelEntry>& models();

/// Throws UsageError that names the nearest known names.
const ModelEntry& find_model(std::string_view name);

/// A model as named on the command line: `closed-form`, `closed-form:epsilon=1e-6,radius=2`, or
/// with one text as a whole: `predictions:results/mine`.
struct ModelSpec {
  std::string name;
  std::map<std::string, std::string> values;
  std::string argument = {};  ///< see ModelCard::argument

  /// The name with its argument, or with the values that differ from the defaults in the order
  /// of their keys: equal text means equal choice.
  std::string text() const;
};

/// A model's or a mode's text as the name of a folder: what could lead elsewhere or is too long is
/// replaced, and then a digest keeps different texts apart.
std::string folder_name(const std::string& text);

/// Throws UsageError: unknown model, unknown key (naming the known ones), a value that is
/// no number or out of range, an argument that is missing or refused.
ModelSpec parse_model_spec(std::string_view text);

/// The chosen model, for many images. Throws ModelError if it cannot be made here.
std::unique_ptr<MattingModel> make_model(const ModelSpec& spec, int threads);

/// The value chosen for `key` of the card, or its default.
double parameter(const ModelCard& card, const ModelOptions& options, std::string_view key);

}  // namespace mbench
