#include "runners/weights/weight_fit.h"

#include "core/error.h"
#include "runners/weights/published_names.h"
#include "runners/weights/shown_name.h"
#include "runners/weights/spectral_norm.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace mbench {
namespace {

constexpr std::size_t kNamesShown = 6;
constexpr std::string_view kComputedEndings[] = {"num_batches_tracked", "relative_position_index"};

bool begins_with_any(const std::string& name, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& part) { return name.rfind(part, 0) == 0; });
}

bool is_computed(std::string_view name) {
  return std::any_of(
      std::begin(kComputedEndings), std::end(kComputedEndings), [name](std::string_view ending) {
        return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
      });
}

/// Fills a WeightFit, one kind of finding after the other.
class Fitter {
 public:
  Fitter(const ParameterManifest& manifest, const std::vector<SharedCheckpoint>& checkpoints)
      : manifest_(manifest) {
    fit_.model = manifest.model;
    for (std::size_t i = 0; i < checkpoints.size(); ++i) take(i, *checkpoints[i]);
  }

  WeightFit run() {
    for (const Parameter& parameter : manifest_.parameters) look_for(parameter);
    forgive_optional_parts();
    for (const std::string& name : order_) {
      const bool known = needed_.count(name) > 0 || is_computed(name) ||
                         begins_with_any(name, manifest_.ignored_parts);
      if (!known) fit_.extra.push_back(name);
    }
    return std::move(fit_);
  }

 private:
  /// Enters a file's tensors under their published names; of two files the first counts.
  void take(std::size_t index, const Checkpoint& checkpoint) {
    const NameRule rule = published_names(manifest_, checkpoint);
    for (const CheckpointTensor& tensor : checkpoint.tensors()) {
      const std::string name = rule(tensor.name);
      if (fit_.tensors.insert({name, {index, &tensor}}).second) order_.push_back(name);
    }
    for (const UnreadEntry& entry : checkpoint.unread()) {
      unread_.insert({rule(entry.name), entry.reason});
    }
  }

  void look_for(const Parameter& parameter) {
    needed_.insert(parameter.name);
    if (parameter.computed) return;
    if (look_under(parameter.name, parameter)) return;
    for (const SpectralNames& names : spectral_forms(parameter.name)) {
      if (fit_.tensors.count(names.u) == 0 || fit_.tensors.count(names.v) == 0) continue;
      if (!look_under(names.weight, parameter)) continue;
      needed_.insert({names.weight, names.u, names.v});
      return;
    }
    fit_.missing.push_back(parameter.name);
  }

  bool look_under(const std::string& name, const Parameter& parameter) {
    const auto found = fit_.tensors.find(name);
    if (found == fit_.tensors.end()) return false;
    const std::vector<std::int64_t>& shape = found->second.tensor->shape;
    if (shape == parameter.shape) {
      ++fit_.matched;
    } else {
      fit_.other_shapes.push_back({name, parameter.shape, shape});
    }
    return true;
  }

  void forgive_optional_parts() {
    for (const std::string& part : manifest_.optional_parts) {
      const auto in_part = [&](const std::string& name) { return name.rfind(part, 0) == 0; };
      const auto needed = std::count_if(
          manifest_.parameters.begin(), manifest_.parameters.end(),
          [&](const Parameter& each) { return !each.computed && in_part(each.name); });
      if (std::count_if(fit_.missing.begin(), fit_.missing.end(), in_part) != needed) continue;
      fit_.absent_parts.push_back(part);
      fit_.missing.erase(std::remove_if(fit_.missing.begin(), fit_.missing.end(), in_part),
                         fit_.missing.end());
    }
    for (const std::string& name : fit_.missing) {
      if (const auto entry = unread_.find(name); entry != unread_.end()) {
        fit_.unread.push_back({name, entry->second});
      }
    }
  }

  const ParameterManifest& manifest_;
  WeightFit fit_;
  std::vector<std::string> order_;
  std::unordered_set<std::string> needed_;
  std::unordered_map<std::string, std::string> unread_;
};

/// "3 tensors are missing (a, b and 1 more)".
template <typename List, typename Text>
void describe(const List& list, const char* what, Text text, std::vector<std::string>& sentences) {
  if (list.empty()) return;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < list.size() && i < kNamesShown; ++i)
    shown.push_back(shown_name(text(list[i])));
  std::string names = fmt::format("{}", fmt::join(shown, ", "));
  if (list.size() > shown.size()) {
    names += fmt::format(" and {} more", list.size() - shown.size());
  }
  sentences.push_back(fmt::format("{} {} ({})", list.size(), what, names));
}

std::string names_of(const std::vector<SharedCheckpoint>& checkpoints) {
  std::string names;
  for (const SharedCheckpoint& checkpoint : checkpoints) {
    names += (names.empty() ? "" : " and ") + checkpoint->name();
  }
  return names;
}

std::string advice(const ParameterManifest& manifest, const WeightFit& fit,
                   const std::vector<SharedCheckpoint>& checkpoints) {
  if (const PublishedFile* file = missing_file(manifest, fit)) {
    return fmt::format("these weights come in two files: also give {} ({})", file->name,
                       file->where);
  }
  const std::vector<std::string> models = models_that_fit(checkpoints);
  if (!models.empty()) return fmt::format("it fits {}", fmt::join(models, " and "));
  for (const auto& [name, clue] : manifest.clues) {
    if (fit.matched == 0) break;
    if (std::find(fit.missing.begin(), fit.missing.end(), name) != fit.missing.end()) return clue;
  }
  return fmt::format("it fits no network that mbench knows; the weights of {} are {} ({})",
                     manifest.model, manifest.files.front().name, manifest.files.front().where);
}

}  // namespace

std::string WeightFit::complaint() const {
  std::vector<std::string> sentences;
  describe(
      missing, "missing", [](const std::string& name) { return name; }, sentences);
  describe(
      unread, "of them unreadable",
      [](const UnreadEntry& entry) { return entry.name + ": " + entry.reason; }, sentences);
  describe(
      extra, "extra", [](const std::string& name) { return name; }, sentences);
  describe(
      other_shapes, "of another shape",
      [](const OtherShape& other) {
        return fmt::format("{} {} instead of {}", other.name, shape_text(other.found),
                           shape_text(other.expected));
      },
      sentences);
  return fmt::format("{}", fmt::join(sentences, "; "));
}

const PublishedFile* missing_file(const ParameterManifest& manifest, const WeightFit& fit) {
  for (const PublishedFile& file : manifest.files) {
    if (file.part.empty() || fit.missing.empty()) continue;
    const auto in_part = [&](const std::string& name) { return name.rfind(file.part, 0) == 0; };
    const bool all = std::all_of(fit.missing.begin(), fit.missing.end(), in_part);
    if (all && fit.matched > 0 && fit.extra.empty() && fit.other_shapes.empty()) return &file;
  }
  return nullptr;
}

WeightFit fit_weights(const ParameterManifest& manifest,
                      const std::vector<SharedCheckpoint>& checkpoints) {
  return Fitter(manifest, checkpoints).run();
}

std::vector<std::string> models_that_fit(const std::vector<SharedCheckpoint>& checkpoints) {
  std::vector<std::string> models;
  for (const ParameterManifest& manifest : parameter_manifests()) {
    if (fit_weights(manifest, checkpoints).ok()) models.push_back(manifest.model);
  }
  return models;
}

WeightFit require_fit(const ParameterManifest& manifest,
                      const std::vector<SharedCheckpoint>& checkpoints) {
  WeightFit fit = fit_weights(manifest, checkpoints);
  if (fit.ok()) return fit;
  throw ModelError(
      fmt::format("{} does not fit {}: {}", names_of(checkpoints), manifest.model, fit.complaint()),
      advice(manifest, fit, checkpoints));
}

}  // namespace mbench
