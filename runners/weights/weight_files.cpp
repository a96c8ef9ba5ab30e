#include "runners/weights/weight_files.h"

#include "core/error.h"
#include "runners/weights/synthetic_weights.h"

#include <fmt/format.h>

#include <sstream>

namespace mbench {
namespace {

class FileWeights : public WeightSource {
 public:
  FileWeights(const ParameterManifest& manifest, const std::vector<SharedCheckpoint>& checkpoints)
      : checkpoints_(checkpoints), fit_(require_fit(manifest, checkpoints)) {}

  std::string digest() const override {
    WeightRegistry registry;
    std::string digests;
    for (const SharedCheckpoint& checkpoint : checkpoints_) {
      digests += (digests.empty() ? "" : "+") + examined(*checkpoint, registry).sha256;
    }
    return digests;
  }
  bool is_synthetic() const override { return false; }

 protected:
  const std::vector<std::int64_t>* shape_of(const std::string& name) const override {
    const auto found = fit_.tensors.find(name);
    return found == fit_.tensors.end() ? nullptr : &found->second.tensor->shape;
  }

  void read_stored(const std::string& name, float* values) const override {
    const FittedTensor& found = fit_.tensors.at(name);
    checkpoints_[found.checkpoint]->read_into(*found.tensor, values);
  }

 private:
  std::vector<SharedCheckpoint> checkpoints_;
  WeightFit fit_;
};

/// "get A (WHERE) and B (WHERE), then ...".
ModelError nothing_registered(const ParameterManifest& manifest) {
  std::string files;
  std::string arguments;
  for (const PublishedFile& file : manifest.files) {
    const bool another_part = !file.part.empty();
    if (!files.empty() && !another_part) break;  // the others are alternatives
    files += (files.empty() ? "" : ", and ") + fmt::format("{} ({})", file.name, file.where);
    arguments += another_part ? " " + file.name : " FILE";
  }
  return ModelError(fmt::format("there are no weights for {}", manifest.model),
                    fmt::format("get {}; then `mbench models add {}{}`; or take --weights "
                                "synthetic:1, which measures speed and memory alone",
                                files, manifest.model, arguments));
}

void check_unchanged(const ParameterManifest& manifest, const WeightFile& file) {
  boost::system::error_code error;
  if (fs::exists(file.path, error)) return;
  throw ModelError(
      fmt::format("the weights of {}, {}, are no longer there", manifest.model, file.path),
      fmt::format("put the file back, or run `mbench models add {} FILE`", manifest.model));
}

}  // namespace

std::vector<std::string> weight_paths(const std::string& text) {
  boost::system::error_code error;
  if (fs::exists(text, error)) return {text};
  std::vector<std::string> paths;
  std::istringstream list(text);
  for (std::string path; std::getline(list, path, ',');) {
    if (!path.empty()) paths.push_back(path);
  }
  return paths;
}

std::vector<SharedCheckpoint> open_checkpoints(const std::vector<std::string>& paths) {
  std::vector<SharedCheckpoint> checkpoints;
  for (const std::string& path : paths) {
    checkpoints.push_back(std::make_shared<const Checkpoint>(fs::path(path)));
  }
  return checkpoints;
}

WeightFile examined(const Checkpoint& checkpoint, WeightRegistry& registry, bool anew) {
  WeightFile whole;
  for (const std::string& path : checkpoint.files()) {
    const WeightFile file = registry.examine(path, anew);
    const std::string before = whole.path.empty() ? "" : whole.sha256 + "+";
    if (whole.path.empty()) whole = file;
    whole.sha256 = before + file.sha256;
  }
  return whole;
}

std::unique_ptr<WeightSource> weights_of_files(const ParameterManifest& manifest,
                                               const std::vector<SharedCheckpoint>& checkpoints) {
  return std::make_unique<FileWeights>(manifest, checkpoints);
}

std::unique_ptr<WeightSource> open_weights(const ParameterManifest& manifest,
                                           const std::string& text) {
  if (names_synthetic_weights(text)) return parse_synthetic_weights(manifest, text);
  std::vector<std::string> paths = weight_paths(text);
  if (paths.empty()) {
    for (const WeightFile& file : WeightRegistry().files_of(manifest.model)) {
      check_unchanged(manifest, file);
      paths.push_back(file.path);
    }
  }
  if (paths.empty()) throw nothing_registered(manifest);
  return weights_of_files(manifest, open_checkpoints(paths));
}

}  // namespace mbench
