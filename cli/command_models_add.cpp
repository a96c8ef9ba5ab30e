#include "cli/commands.h"
#include "runners/weights/weight_files.h"
#include "runners/weights/weight_registry.h"

#include <fmt/format.h>

#include <numeric>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

/// What the user may want to know of files that fit.
Json record_of(const WeightFit& fit, const std::vector<SharedCheckpoint>& checkpoints,
               const std::vector<WeightFile>& files) {
  Json record;
  record["model"] = fit.model;
  record["tensors"] = fit.matched;
  record["without"] = fit.absent_parts;
  record["files"] = Json::array();
  for (std::size_t i = 0; i < files.size(); ++i) {
    record["files"].push_back({{"path", files[i].path},
                               {"format", checkpoints[i]->format()},
                               {"copy", checkpoints[i]->copy()},
                               {"bytes", files[i].bytes},
                               {"sha256", files[i].sha256}});
  }
  return record;
}

/// The same as lines of a table: one file's fields, or those of each.
Json flat(const Json& record) {
  Json lines = record;
  lines.erase("files");
  if (lines["without"].empty()) lines.erase("without");
  const Json& files = record["files"];
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string number = files.size() == 1 ? "" : fmt::format("{}.", i + 1);
    for (const auto& [name, value] : files[i].items()) {
      if (value != "") lines[number + name] = value;
    }
  }
  return lines;
}

class CommandModelsAdd : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("MODEL", "NETWORK", model_, "a network, such as vitmatte-s", Need::required);
    options.argument("FILE", "FILE", file_, "its weights", Need::required);
    options.argument("SECOND-FILE", "FILE", second_file_,
                     "the other file of a network that is published in two (mam-vit-b, -l, -h)");
    options.setting("output");
    options.detail(
        "Reads files of torch.save (of any version since 0.1.10, nested as projects nest them) and "
        "safetensors (also the index of several). Nothing that a file asks for is imported or "
        "called. Names and shapes must be the network's; the file stays where it is, and every "
        "run of the model then uses it.");
    options.detail(fmt::format("The list of your weights is {}.",
                               "$XDG_DATA_HOME/mbench/weights.json (or ~/.local/share/...)"));
    options.example("mbench models add vitmatte-s ViTMatte_S_Com.pth");
    options.example("mbench models add mam-vit-b mam_vitb.pth sam_vit_b_01ec64.pth");
  }

  ExitCode run(Session& session) override {
    const ParameterManifest& manifest = parameter_manifest(model_);
    std::vector<std::string> paths{file_};
    if (!second_file_.empty()) paths.push_back(second_file_);
    const std::vector<SharedCheckpoint> checkpoints = open_checkpoints(paths);
    const WeightFit fit = require_fit(manifest, checkpoints);
    WeightRegistry registry;
    std::vector<WeightFile> files;
    for (const SharedCheckpoint& checkpoint : checkpoints) {
      files.push_back(examined(*checkpoint, registry, true));
    }
    registry.put(manifest.model, files);
    const OutputFormat format = output_format(session.settings.text("output"));
    const Json record = record_of(fit, checkpoints, files);
    const bool nested = format == OutputFormat::json || format == OutputFormat::jsonl;
    write_record(nested ? record : flat(record), format, session.console.table_style(),
                 session.console.out());
    session.console.flush();
    tell_of_copies(session, checkpoints);
    session.console.note(fmt::format("{} now has its weights", manifest.model));
    return ExitCode::done;
  }

 private:
  static void tell_of_copies(Session& session, const std::vector<SharedCheckpoint>& checkpoints) {
    for (const SharedCheckpoint& checkpoint : checkpoints) {
      if (checkpoint->other_copies().empty()) continue;
      const std::string& copy = checkpoint->copy();
      session.console.note(fmt::format("{} also holds {}; {} was taken", checkpoint->name(),
                                       fmt::join(checkpoint->other_copies(), ", "),
                                       copy.empty() ? "/" : copy));
      session.console.hint(
          fmt::format("to use another: mbench models convert {} NEW.safetensors "
                      "--copy {}",
                      checkpoint->name(), checkpoint->other_copies().front()));
    }
  }

  std::string model_;
  std::string file_;
  std::string second_file_;
};

}  // namespace

std::unique_ptr<Command> make_command_models_add() { return std::make_unique<CommandModelsAdd>(); }

}  // namespace mbench
