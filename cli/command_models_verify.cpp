#include "cli/commands.h"
#include "core/interrupt.h"
#include "runners/weights/weight_files.h"
#include "runners/weights/weight_registry.h"

#include <fmt/format.h>

namespace mbench {
namespace {

/// What came out for one file.
struct Verdict {
  std::string state;   ///< "ok", or what is wrong in a word
  std::string detail;  ///< and at length
  std::string sha256;
};

class CommandModelsVerify : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("WHAT", "FILE", what_,
                     "a network with weights, or a weight file [every registered one]");
    options.setting("output");
    options.detail(
        "Of a network: whether its files are still there, are the same to the byte, and fit. Of a "
        "file: which networks it fits. The exit code is 1 if anything is not as it should be.");
    options.example("mbench models verify");
    options.example("mbench models verify vitmatte-s");
    options.example("mbench models verify ~/Downloads/ViTMatte_S_Com.pth -o json");
  }

  ExitCode run(Session& session) override {
    catch_interrupts();
    Table table({{"model"}, {"state"}, {"file"}, {"detail"}, {"sha256", -1, true}});
    bool ok = true;
    if (names_file()) {
      ok = verify_file(table);
    } else {
      ok = verify_registered(session, table);
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    return ok ? ExitCode::done : ExitCode::check_failed;
  }

 private:
  bool names_file() const {
    if (what_.empty() || find_parameter_manifest(what_) != nullptr) return false;
    boost::system::error_code error;
    if (fs::exists(what_, error)) return true;
    if (what_.find_first_of("/.") == std::string::npos) parameter_manifest(what_);  // throws
    return true;
  }

  bool verify_file(Table& table) const {
    const std::vector<SharedCheckpoint> checkpoints = open_checkpoints({what_});
    WeightRegistry registry;
    const std::string sha256 = examined(*checkpoints.front(), registry, true).sha256;
    WeightFit nearest;
    for (const ParameterManifest& manifest : parameter_manifests()) {
      WeightFit fit = fit_weights(manifest, checkpoints);
      if (fit.ok()) {
        table.add({manifest.model, "ok", what_, checkpoints.front()->format(), sha256});
      } else if (const PublishedFile* other = missing_file(manifest, fit)) {
        table.add({manifest.model, "part", what_, "the other one is " + other->name, sha256});
      } else if (fit.matched > nearest.matched) {
        nearest = std::move(fit);
      }
    }
    if (table.rows() > 0) return true;
    const std::string why =
        nearest.matched == 0 ? "fits no network"
                             : fmt::format("nearest is {}: {}", nearest.model, nearest.complaint());
    table.add({{}, "unknown", what_, why, sha256});
    return false;
  }

  bool verify_registered(Session& session, Table& table) const {
    WeightRegistry registry;
    std::map<std::string, std::vector<WeightFile>> models = registry.all();
    if (!what_.empty()) {
      const std::vector<WeightFile> files = registry.files_of(what_);
      if (files.empty()) open_weights(parameter_manifest(what_), "");  // says what to get
      models = {{what_, files}};
    }
    const std::unique_ptr<Progress> progress = session.console.progress();
    progress->begin("weights", models.size());
    bool ok = true;
    std::size_t done = 0;
    for (const auto& [model, files] : models) {
      throw_if_interrupted();
      const std::string misfit = misfit_of(model, files);
      for (const WeightFile& file : files) {
        Verdict verdict = verdict_of(file, registry);
        if (verdict.state == "ok" && !misfit.empty()) {
          verdict.state = "misfit";
          verdict.detail = misfit;
        }
        ok = ok && verdict.state == "ok";
        table.add({model, verdict.state, file.path, verdict.detail, verdict.sha256});
      }
      progress->step(++done, model);
    }
    progress->end();
    if (models.empty()) {
      session.console.note("no weights are registered");
      session.console.hint("register some with `mbench models add MODEL FILE`");
    }
    return ok;
  }

  /// Whether the file's bytes are those that were registered.
  static Verdict verdict_of(const WeightFile& file, WeightRegistry& registry) {
    boost::system::error_code error;
    if (!fs::exists(file.path, error)) return {"missing", "", ""};
    try {
      const Checkpoint checkpoint{fs::path(file.path)};
      const std::string sha256 = examined(checkpoint, registry, true).sha256;
      if (sha256 != file.sha256) return {"changed", "it was " + file.sha256, sha256};
      return {"ok", checkpoint.format(), sha256};
    } catch (const DataError& problem) {
      return {"damaged", problem.what(), ""};
    }
  }

  /// Empty if the files fit the network, or cannot be read.
  static std::string misfit_of(const std::string& model, const std::vector<WeightFile>& files) {
    const ParameterManifest* manifest = find_parameter_manifest(model);
    if (manifest == nullptr) return "no network is named " + model;
    try {
      std::vector<std::string> paths;
      for (const WeightFile& file : files) paths.push_back(file.path);
      return fit_weights(*manifest, open_checkpoints(paths)).complaint();
    } catch (const DataError&) {
      return "";
    }
  }

  std::string what_;
};

}  // namespace

std::unique_ptr<Command> make_command_models_verify() {
  return std::make_unique<CommandModelsVerify>();
}

}  // namespace mbench
