#include "cli/commands.h"
#include "cli/degrade_files.h"
#include "cli/output_file.h"
#include "core/interrupt.h"
#include "synth/degrade.h"
#include "synth/degrade_list.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

class CommandSynthDegrade : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--degrade", "DEGRADATION", degradation_,
                 "what is done: NAME:NUMBER, several joined by + and done in that order");
    options.text("--image", "PATH", image_, "a photograph, or a folder of them");
    options.text("--output", "PATH", output_, "where it goes: a file (.png), or a folder");
    options.text("--trimap", "PATH", trimap_, "its trimap, or a folder of trimaps");
    options.text("--trimap-output", "PATH", trimap_output_, "where that goes");
    options.text("--name", "SPLIT/NAME", name_,
                 "draw noise as for this sample of a suite; without it, for the file's stem, in "
                 "a folder its path without the ending");
    options.flag("--resume", resume_, "leave alone what is at its place already");
    options.flag("--list", list_, "list the degradations and their ranges");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "`mbench run --suite NAME --degrade DEGRADATION` does the same on the fly, with equal "
        "pixels, and leaves no files. An alpha is never degraded: it is the truth.");
    options.example("mbench synth degrade --list");
    options.example(
        "mbench synth degrade --degrade blur:2+jpeg:30 --image cat.jpg --output worse.png");
    options.example(
        "mbench synth degrade --degrade trimap-dilate:20 --trimap trimaps --trimap-output wide");
  }

  ExitCode run(Session& session) override {
    if (list_) return list(session);
    if (degradation_.empty()) {
      throw UsageError("--degrade is missing: what is to be done?",
                       "`mbench synth degrade --list` lists what there is");
    }
    const Degradation degradation = parse_degradation(degradation_);
    check(degradation);
    std::vector<DegradeJob> jobs;
    if (!image_.empty()) jobs = jobs_of(image_, output_, false);
    if (!trimap_.empty()) {
      for (DegradeJob& job : jobs_of(trimap_, trimap_output_, true)) jobs.push_back(std::move(job));
    }
    const std::size_t kept = resume_ ? leave_out_finished(jobs) : 0;
    catch_interrupts();
    const DegradedFiles done = run_to_the_end(session, jobs, degradation);
    session.console.warnings(done.warnings);
    for (const std::string& line : done.failures) session.console.warning(line);
    session.console.note(
        fmt::format("{}: {} written, {} kept", degradation.text(), done.written, kept));
    if (done.failures.empty()) return ExitCode::done;
    throw DataError(
        fmt::format("{} of {} pictures could not be degraded", done.failures.size(), jobs.size()));
  }

 private:
  static ExitCode list(Session& session) {
    Table table({{"form"},
                 {"range"},
                 {"changes"},
                 {"summary"},
                 {"name", -1, true},
                 {"low", -1, true},
                 {"high", -1, true},
                 {"example", -1, true}});
    for (const Corruption& one : corruptions()) {
      table.add({one.form(), one.range(), one.image != nullptr ? "image" : "trimap", one.summary,
                 one.name, one.low, one.high, one.example});
    }
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    return ExitCode::done;
  }

  void check(const Degradation& degradation) const {
    if (image_.empty() && trimap_.empty()) {
      throw UsageError("nothing to degrade", "name a picture with --image or --trimap");
    }
    require_pair("--image", image_, "--output", output_);
    require_pair("--trimap", trimap_, "--trimap-output", trimap_output_);
    if (image_.empty() && !degradation.changes_trimap()) {
      throw UsageError(fmt::format("{} changes no trimap", degradation.text()),
                       "name the photograph with --image FILE --output FILE");
    }
    if (trimap_.empty() && !degradation.changes_image()) {
      throw UsageError(fmt::format("{} changes no photograph", degradation.text()),
                       "name the trimap with --trimap FILE --trimap-output FILE");
    }
    if (!name_.empty() && fs::is_directory(image_)) {
      throw UsageError("--name is of one picture", "leave it out for a folder");
    }
  }

  static void require_pair(const char* from_option, const std::string& from, const char* to_option,
                           const std::string& to) {
    if (from.empty() == to.empty()) return;
    throw UsageError(fmt::format("{} and {} go together", from_option, to_option),
                     fmt::format("add {} PATH", from.empty() ? from_option : to_option));
  }

  std::vector<DegradeJob> jobs_of(const fs::path& from, const fs::path& to, bool is_trimap) const {
    std::vector<DegradeJob> jobs = degrade_jobs(from, to, is_trimap);
    for (DegradeJob& job : jobs) {
      if (job.to.extension() != ".png") {
        throw UsageError(fmt::format("{} does not end in .png", job.to.string()),
                         "pictures are written as PNG, which loses nothing");
      }
      if (!name_.empty()) job.name = name_;
    }
    require_writable(jobs.front().to);
    return jobs;
  }

  static std::size_t leave_out_finished(std::vector<DegradeJob>& jobs) {
    return std::erase_if(jobs, [](const DegradeJob& job) { return fs::exists(job.to); });
  }

  DegradedFiles run_to_the_end(Session& session, const std::vector<DegradeJob>& jobs,
                               const Degradation& degradation) const {
    const std::unique_ptr<Progress> progress = session.console.progress();
    try {
      return degrade_files(jobs, degradation, session.settings.threads(), *progress);
    } catch (const Interrupted&) {
      progress->end();
      std::string again = session.command_line;
      if (!resume_) again += " --resume";
      throw Interrupted("stopped; every finished picture is whole", "go on with `" + again + "`");
    }
  }

  std::string degradation_;
  std::string image_;
  std::string output_;
  std::string trimap_;
  std::string trimap_output_;
  std::string name_;
  bool resume_ = false;
  bool list_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_degrade() {
  return std::make_unique<CommandSynthDegrade>();
}

}  // namespace mbench
