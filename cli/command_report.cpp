#include "cli/commands.h"
#include "cli/output_file.h"
#include "datasets/layout.h"
#include "datasets/suite.h"
#include "reports/report.h"
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
