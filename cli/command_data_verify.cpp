#include "cli/chosen_dataset.h"
#include "cli/commands.h"
#include "cli/findings_table.h"
#include "core/interrupt.h"
#include "datasets/verify.h"

namespace mbench {
namespace {

class CommandDataVerify : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("NAME", "PATH", choice_.name_or_folder,
                     "an indexed data set's name, or a folder", Need::required);
    options.text("--level", "quick|full|pixels", level_,
                 "quick: counts and lists; full: every file decodes; pixels: they are the "
                 "published ones, where that is known [full]");
    options.text("--layout", "LAYOUT", choice_.layout, "how it lies there [as it was indexed]");
    options.text("--trimap", "SOURCE", choice_.trimap, "which trimaps [as it was indexed]");
    options.text("--fail-on", "info|warning|error", fail_on_,
                 "the least severity that makes the exit code 1 [warning]");
    options.setting("db");
    options.setting("output");
    options.setting("threads");
    options.detail("The folder is read as it is now, whatever the index says.");
    options.example("mbench data verify aim500");
    options.example("mbench data verify /data/Combined_Dataset --level pixels -o json");
  }

  ExitCode run(Session& session) override {
    catch_interrupts();
    const ChosenDataset chosen = choose_dataset(choice_, session.settings.text("db"));
    const VerifyLevel level = level_ == "quick"  ? VerifyLevel::quick
                              : level_ == "full" ? VerifyLevel::full
                                                 : VerifyLevel::pixels;
    return report_findings(session, chosen.name,
                           verify(chosen.tree, *chosen.layout, chosen.contents, level,
                                  session.settings.threads(), *session.console.progress()),
                           parse_severity(fail_on_));
  }

 private:
  DatasetChoice choice_;
  std::string level_ = "full";
  std::string fail_on_ = "warning";
};

}  // namespace

std::unique_ptr<Command> make_command_data_verify() {
  return std::make_unique<CommandDataVerify>();
}

}  // namespace mbench
