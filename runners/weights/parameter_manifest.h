#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// A tensor of a network's state dict.
struct Parameter {
  std::string name;
  std::vector<std::int64_t> shape;
  /// A counter or an index table: the network computes it, files may hold it, none has to.
  bool computed = false;

  std::int64_t elements() const;
};

/// What follows the fill of synthetic weights, in float32: value * factor + shift.
struct WeightTweak {
  std::string name;
  float factor = 1;
  float shift = 0;
};

/// A file in which a network's authors publish its weights.
struct PublishedFile {
  std::string name;   ///< "ViTMatte_S_Com.pth"
  std::string where;  ///< how to come by it
  /// Where the weights come in several files: the names in this one stand for those that begin
  /// with this part, "seg_model.".
  std::string part = {};
};

/// A network's parameters by name and shape, and what mbench knows of the files that hold them.
struct ParameterManifest {
  std::string model;                  ///< as after --model
  std::vector<Parameter> parameters;  ///< in the order of the authors' state dict
  std::vector<PublishedFile> files;

  /// Parts that a file may lack as a whole ("refiner.": the first training stage has none).
  std::vector<std::string> optional_parts;
  /// Beginnings of names that a file may have besides ("teacher_backbone.").
  std::vector<std::string> ignored_parts;
  /// Other names for the same tensors: every occurrence of the first text in a file's name
  /// stands for the second. All are applied, in this order.
  std::vector<std::pair<std::string, std::string>> renames;
  /// What it means if a parameter is missing: (name, text for the user).
  std::vector<std::pair<std::string, std::string>> clues;

  std::vector<WeightTweak> tweaks;
  /// Whether synthetic spectral-norm vectors get one power step, see synthetic_weights.h.
  bool power_step = false;
  /// Weights that `synthetic:SEED,head_gain=G` multiplies by G.
  std::vector<std::string> heads;

  /// Null if there is none of that name.
  const Parameter* find(const std::string& name) const;
  /// Numbers that a file has to hold, buffers of running means among them.
  std::int64_t float_values() const;
};

/// Lists parameters as PyTorch's modules name and order them.
class ManifestBuilder {
 public:
  explicit ManifestBuilder(ParameterManifest& manifest) : manifest_(manifest) {}

  void add(const std::string& name, std::vector<std::int64_t> shape);
  void add_computed(const std::string& name, std::vector<std::int64_t> shape);
  /// weight of (to, from), then bias.
  void linear(const std::string& name, std::int64_t from, std::int64_t to, bool bias = true);
  /// weight of (to, from, kernel, kernel), then bias.
  void convolution(const std::string& name, std::int64_t from, std::int64_t to, std::int64_t kernel,
                   bool bias = true);
  /// weight and bias: LayerNorm, GroupNorm.
  void norm(const std::string& name, std::int64_t channels);
  /// weight, bias, running_mean, running_var, num_batches_tracked.
  void batch_norm(const std::string& name, std::int64_t channels);

 private:
  ParameterManifest& manifest_;
};

/// Every network that weights are known of, in the order in which people see them.
const std::vector<ParameterManifest>& parameter_manifests();

/// Throws UsageError that names the nearest known names.
const ParameterManifest& parameter_manifest(const std::string& model);

/// Null if weights are not known of that model (it may need none).
const ParameterManifest* find_parameter_manifest(const std::string& model);

}  // namespace mbench
