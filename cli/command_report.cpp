#include "cli/commands.h"
#include "cli/output_file.h"
#include "datasets/layout.h"
#include "datasets/suite.h"
#include "reports/report.h"
#include "runners/degraded_suite.h"
#include "runners/suite_samples.h"
#include "store/database.h"
#include "store/result_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

class CommandReport : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("db");
    options.text("-o,--format", formats(), format_,
                 "how it is written; without it, by the ending of --output, else csv");
    options.text("--output", "FILE", output_, "the file; - or none: standard output");
    options.flag("--per-image", per_image_, "one row per image instead of one per model and suite");
    options.texts("-s,--suite", "SUITE", suites_, "only this suite");
    options.text("--title", "TEXT", title_, "the title of an HTML page");
    options.example("mbench report --output leaderboard.html");
    options.example("mbench report --db runs.db --format md");
    options.example("mbench report --format csv --per-image --suite demo --output rows.csv");
  }

  ExitCode run(Session& session) override {
    const ReportFormat& format = find_report_format(chosen_format());
    const std::string path = session.settings.text("db");
    Database database(path, Database::Open::read_only);
    ResultStore results(database);
    ReportOptions options;
    options.per_image = per_image_;
    options.suites = suites_;
    if (!title_.empty()) options.title = title_;
    for (const Suite& suite : mbench::suites()) {
      const std::string licence =
          suite.licence.empty() ? find_layout(suite.dataset).licence : suite.licence;
      options.suite_texts[suite.name] = {suite.summary, licence};
      const std::string local =
          suite.local.empty() ? "not the published set as a whole" : suite.local;
      options.suite_texts[suite.name + "/local"] = {
          fmt::format("{}; not to be compared with papers: {}", suite.summary, local), licence};
    }
    add_other_trimaps(results, options);
    add_degraded(results, options);
    if (results.cells().empty()) {
      session.console.warning(path + " holds no rows yet");
      session.console.hint("fill it with `mbench run --suite demo --db " + path + "`");
    }
    if (output_.empty() || output_ == "-") {
      format.write(results, options, session.console.out());
      return ExitCode::done;
    }
    OutputFile file(output_);
    format.write(results, options, file.out());
    file.commit();
    session.console.note(fmt::format("{} written", output_));
    return ExitCode::done;
  }

 private:
  /// What a suite with the trimaps of another recipe is.
  static void add_other_trimaps(const ResultStore& results, ReportOptions& options) {
    for (const CellRecord& cell : results.cells()) {
      const std::string name = split_degraded_name(cell.suite).suite;
      const std::size_t mark = name.find(kTrimapMark);
      const auto whole = options.suite_texts.find(name.substr(0, mark));
      if (mark == std::string::npos || whole == options.suite_texts.end()) continue;
      SuiteText text = whole->second;
      text.summary += fmt::format("; its trimaps made by {}, so not to be compared with papers",
                                  name.substr(mark + kTrimapMark.size()));
      options.suite_texts[name] = text;
    }
  }

  /// What a degraded suite is: its suite, and what was done to it.
  static void add_degraded(const ResultStore& results, ReportOptions& options) {
    for (const CellRecord& cell : results.cells()) {
      const DegradedSuiteName name = split_degraded_name(cell.suite);
      const auto whole = options.suite_texts.find(name.suite);
      if (cell.suite == name.suite || whole == options.suite_texts.end()) continue;
      SuiteText text = whole->second;
      text.summary +=
          fmt::format("; degraded by {}, the true alphas as they are", name.degradation);
      if (changes_trimap(name.degradation)) {
        text.summary += "; the pixels count that are unknown before or after";
      }
      options.suite_texts[cell.suite] = text;
    }
  }

  static bool changes_trimap(const std::string& degradation) {
    try {
      return parse_degradation(degradation).changes_trimap();
    } catch (const UsageError&) {
      return false;  // one of a newer program
    }
  }

  static std::string formats() {
    std::string names;
    for (const ReportFormat& format : report_formats())
      names += (names.empty() ? "" : "|") + format.name;
    return names;
  }

  std::string chosen_format() const {
    if (!format_.empty()) return format_;
    const std::string ending = fs::path(output_).extension().string();
    for (const ReportFormat& format : report_formats()) {
      if (ending == "." + format.name) return format.name;
    }
    if (!ending.empty() && output_ != "-") {
      throw UsageError(fmt::format("--output {}: no format is known by '{}'", output_, ending),
                       "say which with --format " + formats());
    }
    return "csv";
  }

  std::string format_;
  std::string output_;
  bool per_image_ = false;
  std::vector<std::string> suites_;
  std::string title_;
};

}  // namespace

std::unique_ptr<Command> make_command_report() { return std::make_unique<CommandReport>(); }

}  // namespace mbench
