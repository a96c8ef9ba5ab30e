#include "cli/commands.h"
#include "runners/models/model_registry.h"
#include "runners/weights/parameter_manifest.h"
#include "runners/weights/weight_registry.h"

#include <fmt/format.h>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// What is known of a network's weights.
void add_network(Json& record, const ModelCard& card) {
  const ParameterManifest& manifest = parameter_manifest(card.name);
  record["weights_licence"] = text_or_null(card.weights_licence);
  record["training_data"] = text_or_null(card.training_data);
  record["numbers"] = manifest.float_values();
  record["published"] = card.published;
  std::vector<std::string> files;
  for (const PublishedFile& file : manifest.files) files.push_back(file.name + ": " + file.where);
  record["files"] = files;
  std::vector<std::string> registered;
  for (const WeightFile& file : WeightRegistry().files_of(card.name))
    registered.push_back(file.path);
  record["registered"] = registered;
  record["memory_modes"] = card.caps_tokens ? "plain, tokens:N" : "plain";
  record["takes_prompt"] = card.takes_prompt;
}

Json card_as_json(const ModelCard& card) {
  Json record;
  record["name"] = card.name;
  record["summary"] = card.summary;
  record["paper"] = text_or_null(card.paper);
  record["code"] = text_or_null(card.code);
  record["licence"] = text_or_null(card.licence);
  if (card.needs_weights) add_network(record, card);
  record["needs_trimap"] = card.needs_trimap;
  record["needs_weights"] = card.needs_weights;
  record["revision"] = card.revision;
  record["argument"] = text_or_null(card.argument);
  return record;
}

class CommandModelsShow : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("MODEL", "MODEL", name_, "its name, as `mbench models` lists it",
                     Need::required);
    options.setting("output");
    options.example("mbench models show closed-form");
  }

  ExitCode run(Session& session) override {
    const ModelCard& card = find_model(name_).card;
    const OutputFormat format = output_format(session.settings.text("output"));
    Json record = card_as_json(card);
    if (format == OutputFormat::json || format == OutputFormat::jsonl) {
      record["parameters"] = Json::array();
      for (const ModelParameter& parameter : card.parameters) {
        record["parameters"].push_back({{"key", parameter.key},
                                        {"value", parameter.value},
                                        {"low", parameter.low},
                                        {"high", parameter.high},
                                        {"meaning", parameter.meaning}});
      }
    } else {
      for (const ModelParameter& parameter : card.parameters) {
        record[":" + parameter.key] = fmt::format("{} ({} to {}): {}", parameter.value,
                                                  parameter.low, parameter.high, parameter.meaning);
      }
    }
    write_record(record, format, session.console.table_style(), session.console.out());
    if (!card.argument.empty()) {
      session.console.hint(fmt::format("run it with --model {}:{}", card.name, card.argument));
    }
    if (!card.parameters.empty()) {
      const ModelParameter& first = card.parameters.front();
      session.console.hint(
          fmt::format("set one with --model {}:{}={}", card.name, first.key, first.value));
    }
    return ExitCode::done;
  }

 private:
  std::string name_;
};

}  // namespace

std::unique_ptr<Command> make_command_models_show() {
  return std::make_unique<CommandModelsShow>();
}

}  // namespace mbench
