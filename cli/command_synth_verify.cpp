#include "cli/commands.h"
#include "cli/findings_table.h"
#include "core/interrupt.h"
#include "synth/composite_check.h"

namespace mbench {
namespace {

class CommandSynthVerify : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("MANIFEST", "PATH", manifest_,
                     "the composites.jsonl of `mbench synth build`, or its folder", Need::required);
    options.flag("--remake", remake_,
                 "also make every composite anew from its sources and compare");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "Decodes every file that the manifest names and compares its pixels with the sha256 that "
        "was recorded. Findings are missing (a file, or a composite that was never made), damaged "
        "(it cannot be decoded), differs (other pixels, or with --remake another source) and extra "
        "(a file that the manifest does not name). The exit code is 1 if there are any.");
    options.example("mbench synth verify comp1k");
    options.example("mbench synth verify comp1k/composites.jsonl --remake -o json");
  }

  ExitCode run(Session& session) override {
    catch_interrupts();
    fs::path manifest = manifest_;
    boost::system::error_code error;
    if (fs::is_directory(manifest, error)) manifest /= kCompositeManifest;
    std::vector<Finding> findings;
    for (CompositeFinding& found : check_composites(manifest, remake_, session.settings.threads(),
                                                    *session.console.progress())) {
      findings.push_back({to_text(found.kind), severity_of(found.kind), std::move(found.file),
                          std::move(found.sample), std::move(found.message),
                          std::move(found.remedy)});
    }
    return report_findings(session, manifest_, findings, Severity::warning);
  }

 private:
  static Severity severity_of(CompositeFinding::Kind kind) {
    return kind == CompositeFinding::Kind::extra ? Severity::warning : Severity::error;
  }

  std::string manifest_;
  bool remake_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_verify() {
  return std::make_unique<CommandSynthVerify>();
}

}  // namespace mbench
