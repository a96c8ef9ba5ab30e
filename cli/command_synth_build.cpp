#include "cli/commands.h"
#include "cli/dataset_indexer.h"
#include "cli/protocol_help.h"
#include "core/interrupt.h"
#include "core/png_encoder.h"
#include "datasets/build_plan.h"
#include "store/database.h"
#include "synth/composite_build.h"
#include "synth/composite_manifest.h"

#include <fmt/format.h>

#include <optional>

namespace mbench {
namespace {

class CommandSynthBuild : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--protocol", protocol_choices(), request_.protocol,
                 "by whose rules, see below [dim]");
    options.text("--fg", "DIR", foregrounds_,
                 "the foregrounds, or a folder that holds fg and alpha, as Adobe's Test_set",
                 Need::required);
    options.text("--bg", "DIR", backgrounds_, "the backgrounds, however deep in it",
                 Need::required);
    options.text("--out", "DIR", out_, "a new folder, or one in which a build was begun",
                 Need::required);
    options.text("--alpha", "DIR", alphas_, "the alphas, by the foregrounds' names [beside them]");
    options.text("--trimaps", "DIR", trimaps_,
                 "trimaps to copy, by the composites' names [beside the foregrounds, if there]");
    options.text("--fg-list", "FILE", foreground_list_,
                 "the foregrounds in order; of simd, the pairs [found near the foregrounds]");
    options.text("--bg-list", "FILE", background_list_,
                 "the backgrounds in order [found near the foregrounds]");
    options.text("--foregrounds", "as-is|multilevel|closed-form", origin_,
                 "as-is, or estimated from photographs by this method [as-is]");
    options.text("--split", "test|train", request_.split, "which part of the data set [test]");
    options.number("--count-per-foreground", "N", request_.count_per_foreground, 1,
                   "only the first N composites of each foreground [as the protocol has it]");
    options.text("--png", "default|fast", png_,
                 "fast: files up to 1.3 times as large in less time [default]");
    options.setting("threads");
    options.heading("The index");
    options.flag("--no-index", no_index_, "do not index the result");
    options.text("--name", "NAME", name_, "its name in the store [the folder's name]");
    options.setting("db");
    options.detail(protocol_details());
    options.detail(
        "Lists are looked for by their published names. Composites are written one by one, each "
        "whole or not at all, and composites.jsonl records each with the sha256 of its pixels and "
        "of its sources. After Ctrl-C, a crash or a full disk the same command goes on: what is "
        "there and whole is kept. `mbench synth verify` checks it all.");
    options.example(
        "mbench synth build --fg Combined_Dataset/Test_set --bg VOCdevkit --out comp1k");
    options.example(
        "mbench synth build --protocol local --fg fg --alpha alpha --bg photos --out mine "
        "--count-per-foreground 3 --png fast");
  }

  ExitCode run(Session& session) override {
    fill_request();
    BuildOptions options;
    options.out = out_;
    options.png = parse_png_effort(png_);
    options.threads = session.settings.threads();
    catch_interrupts();
    const std::unique_ptr<Progress> progress = session.console.progress();
    const CompositePlan plan = plan_composites(request_);
    for (const std::string& note : plan.notes) session.console.warning(note);
    std::optional<Database> database;
    if (!no_index_) database.emplace(session.settings.text("db"), Database::Open::create);
    const BuildOutcome built = build(session, plan, options, *progress);
    tell(session, plan, built);
    if (built.failed > 0) return ExitCode::cells_failed;
    if (database) index(session, *database, plan, options.threads, *progress);
    return ExitCode::done;
  }

 private:
  void fill_request() {
    request_.foregrounds = foregrounds_;
    request_.backgrounds = backgrounds_;
    request_.alphas = alphas_;
    request_.trimaps = trimaps_;
    request_.foreground_list = foreground_list_;
    request_.background_list = background_list_;
    request_.out = out_;
    if (origin_ != "as-is") request_.foreground_origin = parse_foreground_method(origin_);
  }

  static BuildOutcome build(const Session& session, const CompositePlan& plan,
                            const BuildOptions& options, Progress& progress) {
    try {
      return build_composites(plan, options, progress);
    } catch (const Interrupted&) {
      throw Interrupted("stopped; every finished composite is kept",
                        "go on with `" + session.command_line + "`");
    }
  }

  void tell(Session& session, const CompositePlan& plan, const BuildOutcome& built) const {
    session.console.warnings(built.problems);
    session.console.note(fmt::format(
        "{}: {} composites by protocol {}: {} made, {} kept, {} failed", out_,
        plan.composites.size(), plan.protocol->identity(), built.made, built.kept, built.failed));
    if (built.failed > 0) {
      session.console.hint("mend or replace these files and run the same command again");
    } else {
      session.console.hint(fmt::format("check it with `mbench synth verify {}`", out_));
    }
  }

  void index(Session& session, Database& database, const CompositePlan& plan, int threads,
             Progress& progress) const {
    IndexOptions choice;
    choice.layout = plan.layout;
    choice.name = name_;
    choice.threads = threads;
    const IndexOutcome indexed = index_dataset(database, out_, choice, progress);
    session.console.warnings(indexed.problems);
    session.console.note(fmt::format("{}: {} samples indexed by layout {}", indexed.dataset.name,
                                     indexed.dataset.samples, indexed.dataset.layout));
  }

  BuildRequest request_;
  std::string foregrounds_;
  std::string backgrounds_;
  std::string out_;
  std::string alphas_;
  std::string trimaps_;
  std::string foreground_list_;
  std::string background_list_;
  std::string origin_ = "as-is";
  std::string png_ = "default";
  std::string name_;
  bool no_index_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_build() {
  return std::make_unique<CommandSynthBuild>();
}

}  // namespace mbench
