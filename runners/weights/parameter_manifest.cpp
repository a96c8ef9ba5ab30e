#include "runners/weights/parameter_manifest.h"

#include "core/error.h"
#include "core/nearest_names.h"
#include "runners/weights/manifests/manifests.h"

namespace mbench {

std::int64_t Parameter::elements() const {
  std::int64_t product = 1;
  for (const std::int64_t side : shape) product *= side;
  return product;
}

const Parameter* ParameterManifest::find(const std::string& name) const {
  for (const Parameter& parameter : parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

std::int64_t ParameterManifest::float_values() const {
  std::int64_t values = 0;
  for (const Parameter& parameter : parameters) {
    if (!parameter.computed) values += parameter.elements();
  }
  return values;
}

void ManifestBuilder::add(const std::string& name, std::vector<std::int64_t> shape) {
  manifest_.parameters.push_back({name, std::move(shape)});
}

void ManifestBuilder::add_computed(const std::string& name, std::vector<std::int64_t> shape) {
  manifest_.parameters.push_back({name, std::move(shape), true});
}

void ManifestBuilder::linear(const std::string& name, std::int64_t from, std::int64_t to,
                             bool bias) {
  add(name + ".weight", {to, from});
  if (bias) add(name + ".bias", {to});
}

void ManifestBuilder::convolution(const std::string& name, std::int64_t from, std::int64_t to,
                                  std::int64_t kernel, bool bias) {
  add(name + ".weight", {to, from, kernel, kernel});
  if (bias) add(name + ".bias", {to});
}

void ManifestBuilder::norm(const std::string& name, std::int64_t channels) {
  add(name + ".weight", {channels});
  add(name + ".bias", {channels});
}

void ManifestBuilder::batch_norm(const std::string& name, std::int64_t channels) {
  norm(name, channels);
  add(name + ".running_mean", {channels});
  add(name + ".running_var", {channels});
  add_computed(name + ".num_batches_tracked", {});
}

const std::vector<ParameterManifest>& parameter_manifests() {
  static const std::vector<ParameterManifest> list{
      dim_manifest(),           dim_foamliu_manifest(),
      aematter_manifest(),      vitmatte_small_manifest(),
      vitmatte_base_manifest(), mematte_small_manifest(),
      mematte_base_manifest(),  mam_base_manifest(),
      mam_large_manifest(),     mam_huge_manifest(),
  };
  return list;
}

const ParameterManifest* find_parameter_manifest(const std::string& model) {
  for (const ParameterManifest& manifest : parameter_manifests()) {
    if (manifest.model == model) return &manifest;
  }
  return nullptr;
}

const ParameterManifest& parameter_manifest(const std::string& model) {
  if (const ParameterManifest* found = find_parameter_manifest(model)) return *found;
  std::vector<std::string> names;
  for (const ParameterManifest& manifest : parameter_manifests()) names.push_back(manifest.model);
  throw UsageError("no network with weights is named '" + model + "'", did_you_mean(model, names));
}

}  // namespace mbench
