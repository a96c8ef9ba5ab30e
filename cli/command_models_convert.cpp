#include "cli/commands.h"
#include "cli/output_file.h"
#include "core/interrupt.h"
#include "runners/weights/safetensors_writer.h"
#include "runners/weights/weight_files.h"
#include "runners/weights/weight_registry.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

class CommandModelsConvert : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("FILE", "FILE", file_, "weights of any kind that is read", Need::required);
    options.argument("OUT", "FILE", out_, "the safetensors file to write", Need::required);
    options.text("--model", "NETWORK", model_,
                 "write the network's own names, and nothing else; the file must fit");
    options.text("--type", "original|float32", type_,
                 "of floating numbers; original keeps half precision as it is [original]");
    options.text("--copy", "KEYS", copy_,
                 "which of several copies, such as params_ema, or ema/module; / is the file itself "
                 "[the moving average if there is one]");
    options.detail(
        "The tensors are written one after the other, contiguous, so that a file of gigabytes "
        "takes little memory; the file appears under its name when it is complete. A safetensors "
        "file holds numbers and nothing that a program could run.");
    options.example("mbench models convert ViTMatte_S_Com.pth vitmatte-s.safetensors");
    options.example("mbench models convert old.pth new.safetensors --copy params --type float32");
    options.example("mbench models convert model.safetensors own.safetensors --model vitmatte-s");
  }

  ExitCode run(Session& session) override {
    require_writable(out_);
    catch_interrupts();
    const auto checkpoint =
        std::make_shared<const Checkpoint>(fs::path(file_), CheckpointOptions{copy_});
    const std::vector<TensorToWrite> tensors =
        model_.empty() ? all_of(*checkpoint) : fitting(checkpoint);
    WeightRegistry registry;
    const std::map<std::string, std::string> metadata{
        {"format", "pt"},  // what other readers expect of weights for PyTorch
        {"source", fs::path(file_).filename().string()},
        {"source_sha256", examined(*checkpoint, registry).sha256}};
    OutputFile output(out_);
    write_safetensors(*checkpoint, tensors, metadata, type_ == "float32", output.out(),
                      *session.console.progress());
    output.commit();
    for (const UnreadEntry& entry : checkpoint->unread()) {
      session.console.warning(fmt::format("{} is left out: {}", entry.name, entry.reason));
    }
    session.console.note(
        fmt::format("{}: {} tensor{}{}", out_, tensors.size(), tensors.size() == 1 ? "" : "s",
                    checkpoint->copy().empty() ? "" : fmt::format(" of {}", checkpoint->copy())));
    return ExitCode::done;
  }

 private:
  static std::vector<TensorToWrite> all_of(const Checkpoint& checkpoint) {
    std::vector<TensorToWrite> tensors;
    for (const CheckpointTensor& tensor : checkpoint.tensors()) {
      tensors.push_back({tensor.name, &tensor});
    }
    return tensors;
  }

  /// The network's tensors in the file's order.
  std::vector<TensorToWrite> fitting(const SharedCheckpoint& checkpoint) const {
    const ParameterManifest& manifest = parameter_manifest(model_);
    const WeightFit fit = require_fit(manifest, {checkpoint});
    std::vector<TensorToWrite> tensors;
    for (const auto& [name, found] : fit.tensors) {
      const bool ignored =
          std::any_of(manifest.ignored_parts.begin(), manifest.ignored_parts.end(),
                      [&name = name](const std::string& part) { return name.rfind(part, 0) == 0; });
      if (!ignored) tensors.push_back({name, found.tensor});
    }
    std::sort(tensors.begin(), tensors.end(), [](const TensorToWrite& a, const TensorToWrite& b) {
      return a.tensor < b.tensor;  // they lie in one vector
    });
    return tensors;
  }

  std::string file_;
  std::string out_;
  std::string model_;
  std::string type_ = "original";
  std::string copy_;
};

}  // namespace

std::unique_ptr<Command> make_command_models_convert() {
  return std::make_unique<CommandModelsConvert>();
}

}  // namespace mbench
