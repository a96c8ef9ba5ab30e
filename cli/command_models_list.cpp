#include "cli/commands.h"
#include "runners/models/model_registry.h"
#include "runners/weights/weight_registry.h"

namespace mbench {
namespace {

const char* state_of_weights(const ModelCard& card, const WeightRegistry& registry) {
  if (!card.needs_weights) return "none";
  return registry.files_of(card.name).empty() ? "missing" : "there";
}

class CommandModelsList : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("output");
    options.example("mbench models");
    options.example("mbench models show closed-form");
  }

  ExitCode run(Session& session) override {
    const WeightRegistry registry;
    Table table({{"name"},
                 {"weights"},
                 {"summary"},
                 {"paper", -1, true},
                 {"code", -1, true},
                 {"licence", -1, true},
                 {"revision", -1, true}});
    for (const ModelEntry& model : models()) {
      const ModelCard& card = model.card;
      table.add({card.name, state_of_weights(card, registry), card.summary, card.paper, card.code,
                 card.licence, card.revision});
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    return ExitCode::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_models_list() {
  return std::make_unique<CommandModelsList>();
}

}  // namespace mbench
