#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/trimap_files.h"
#include "core/interrupt.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

class CommandSynthTrimap : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--recipe", "RECIPE", recipe_, "how trimaps are made, a form of --list");
    options.text("--alpha", "FILE", alpha_, "the alpha");
    options.text("--output", "FILE", output_, "where its trimap goes (.png)");
    options.text("--alphas", "DIR", alphas_, "or a folder of alphas");
    options.text("--out", "DIR", out_, "where their trimaps go, under the alphas' paths");
    options.text("--name", "SPLIT/NAME", name_,
                 "draw as for this sample of a suite; without it, for the file's stem, in a folder "
                 "its path without the ending");
    options.flag("--resume", resume_, "leave alone what is there and no older than its alpha");
    options.flag("--list", list_, "list the recipes, whose they are and what they promise");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "A recipe's text says all that determines the pixels. One that draws names its seed: each "
        "sample has sizes of its own, the same in any order and on any number of threads. A folder "
        "holds the trimaps of one recipe, noted in its trimap-recipe.txt.");
    options.detail(
        "`mbench run --suite NAME --trimap RECIPE` makes the same trimaps on the fly and leaves no "
        "files.");
    options.example("mbench synth trimap --list");
    options.example("mbench synth trimap --recipe ellipse:25 --alpha owl.png --output trimap.png");
    options.example("mbench synth trimap --recipe gca:7 --alphas alpha --out trimaps-gca7");
  }

  ExitCode run(Session& session) override {
    if (list_) return list(session);
    if (recipe_.empty()) {
      throw UsageError("--recipe is missing: how are trimaps to be made?",
                       "`mbench synth trimap --list` lists the recipes");
    }
    const TrimapRecipe recipe = parse_trimap_recipe(recipe_);
    std::vector<TrimapJob> jobs = jobs_for(recipe);
    const std::size_t kept = resume_ ? leave_out_finished(jobs) : 0;
    catch_interrupts();
    MadeTrimaps made = run_to_the_end(session, jobs, recipe);
    std::sort(made.warnings.begin(), made.warnings.end());
    std::sort(made.failures.begin(), made.failures.end());
    session.console.warnings(made.warnings);
    if (!made.failures.empty() && !alpha_.empty()) throw DataError(made.failures.front());
    session.console.warnings(made.failures);
    session.console.note(fmt::format("{}: {} written, {} kept", recipe.text(), made.written, kept));
    if (made.failures.empty()) return ExitCode::done;
    throw DataError(
        fmt::format("{} of {} trimaps could not be made", made.failures.size(), jobs.size()));
  }

 private:
  static ExitCode list(Session& session) {
    Table table({{"recipe"}, {"stands_for"}, {"sizes"}, {"fractions"}, {"summary"}, {"source"}});
    for (const TrimapForm& form : trimap_forms()) {
      table.add({form.form, form.stands_for, form.draws ? "drawn" : "fixed",
                 form.covers_fractions ? "all unknown" : "not promised", form.summary,
                 form.source});
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    return ExitCode::done;
  }

  static void require_pair(const char* from_option, const std::string& from, const char* to_option,
                           const std::string& to) {
    if (from.empty() == to.empty()) return;
    const bool lacks_from = from.empty();
    throw UsageError(fmt::format("{} and {} go together", from_option, to_option),
                     fmt::format("add {}", lacks_from ? from_option : to_option));
  }

  std::vector<TrimapJob> jobs_for(const TrimapRecipe& recipe) const {
    require_pair("--alpha", alpha_, "--output", output_);
    require_pair("--alphas", alphas_, "--out", out_);
    if (alpha_.empty() == alphas_.empty()) {
      throw UsageError(alpha_.empty() ? "there is nothing to make a trimap from"
                                      : "--alpha and --alphas exclude each other",
                       "name one alpha with --alpha FILE --output FILE, or a folder with --alphas "
                       "DIR --out DIR");
    }
    if (!alpha_.empty()) return {single_job()};
    if (!name_.empty()) throw UsageError("--name is of one alpha", "leave it out for a folder");
    std::vector<TrimapJob> jobs = trimap_jobs(alphas_, out_);
    claim_trimap_folder(out_, recipe, jobs);
    return jobs;
  }

  TrimapJob single_job() const {
    const fs::path alpha(alpha_);
    const fs::path to(output_);
    if (to.extension() != ".png") {
      throw UsageError(fmt::format("{} does not end in .png", output_),
                       "trimaps are written as PNG, which loses nothing");
    }
    boost::system::error_code absent;
    if (fs::equivalent(alpha, to, absent)) {
      throw UsageError(fmt::format("{} would be written over itself", alpha_),
                       "name another file for the trimap");
    }
    if (fs::is_directory(alpha, absent)) {
      throw UsageError(fmt::format("{} is a folder", alpha_),
                       "name it with --alphas, and a folder for the trimaps with --out");
    }
    require_writable(to);
    return {alpha, to, name_.empty() ? alpha.stem().string() : name_};
  }

  MadeTrimaps run_to_the_end(Session& session, const std::vector<TrimapJob>& jobs,
                             const TrimapRecipe& recipe) const {
    const std::unique_ptr<Progress> progress = session.console.progress();
    try {
      return make_trimaps(jobs, recipe, session.settings.threads(), *progress);
    } catch (const Interrupted&) {
      progress->end();
      std::string again = session.command_line;
      if (!resume_) again += " --resume";
      throw Interrupted("stopped; every finished trimap is whole", "go on with `" + again + "`");
    }
  }

  std::string recipe_;
  std::string alpha_;
  std::string output_;
  std::string alphas_;
  std::string out_;
  std::string name_;
  bool resume_ = false;
  bool list_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_trimap() {
  return std::make_unique<CommandSynthTrimap>();
}

}  // namespace mbench
