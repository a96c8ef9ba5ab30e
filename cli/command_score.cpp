#include "cli/commands.h"
#include "cli/score_files.h"
#include "core/interrupt.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr int kShownDigits = 4;              // decimals of a figure in a table for people
constexpr std::size_t kMessagesToShow = 10;  // on stderr, for those who do not see the rows'

class CommandScore : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("-p,--pred", "PATH", predicted_, "the predicted alpha, or a folder of them",
                 Need::required);
    options.text("-g,--gt", "PATH", truth_, "the true alpha, or a folder of them", Need::required);
    options.text("--trimap", "PATH", trimap_,
                 "the trimap, or a folder of them; most conventions need it");
    options.flag("--partial", partial_,
                 "do not count a ground truth without a prediction as failed");
    options.setting("convention");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "Folders are matched by stem: a.png, a.tif and a.jpg belong together. A prediction "
        "STEM_4 without a truth of its own is scored against STEM. An image that cannot be "
        "scored becomes a row with an error, the others are scored, and the exit code is 3. "
        "Figures are in the convention's own units.");
    options.example("mbench score --pred out/cat.png --gt gt/cat.png --trimap trimaps/cat.png");
    options.example("mbench score --pred out/ --gt gt/ --trimap trimaps/ -o csv > scores.csv");
    options.example("mbench score -p out/ -g gt/ --trimap trimaps/ --convention matlab -o json");
  }

  ExitCode run(Session& session) override {
    const std::string chosen = session.settings.text("convention");
    const ConventionInfo& convention =
        chosen.empty() ? conventions().front() : find_convention(chosen);
    const std::vector<ScoreJob> jobs =
        score_jobs({predicted_, truth_, trimap_, convention.needs_trimap}, partial_);
    const int threads = session.settings.threads();
    std::vector<ScoredFile> scored;
    if (!fs::is_directory(predicted_)) {
      scored.push_back(score_one(jobs.front(), convention, threads));
    } else {
      catch_interrupts();
      scored = score_files(jobs, convention, threads, *session.console.progress());
    }
    const OutputFormat format = output_format(session.settings.text("output"));
    table_of(scored, convention)
        .write(format, session.console.table_style(), session.console.out());
    session.console.flush();
    return tell(session, scored);
  }

 private:
  static Table table_of(const std::vector<ScoredFile>& scored, const ConventionInfo& convention) {
    const auto failed = [](const ScoredFile& file) { return !file.error.empty(); };
    const bool any_failed = std::any_of(scored.begin(), scored.end(), failed);
    std::vector<Column> columns{{"name"}};
    for (const std::string& metric : convention.metrics)
      columns.push_back({"metrics." + metric, kShownDigits});
    columns.push_back({"convention", -1, true});
    columns.push_back({"convention_version", -1, true});
    columns.push_back({"warnings", -1, true});
    columns.push_back({"error", -1, !any_failed});
    Table table(columns);
    std::vector<double> sums(convention.metrics.size(), 0);
    std::vector<int> counts(convention.metrics.size(), 0);
    for (const ScoredFile& file : scored) {
      Table::Row row{file.name};
      for (std::size_t i = 0; i < convention.metrics.size(); ++i) {
        const std::optional<double> value = find(file.card, convention.metrics[i]);
        row.push_back(value ? Table::Cell(*value) : Table::Cell());
        if (!value) continue;
        sums[i] += *value;
        ++counts[i];
      }
      row.push_back(convention.name);
      row.push_back(convention.version);
      row.push_back(file.warnings);
      row.push_back(file.error.empty() ? Table::Cell() : Table::Cell(file.error));
      table.add(std::move(row));
    }
    if (scored.size() > 1) {
      Table::Row mean{"mean"};
      for (std::size_t i = 0; i < sums.size(); ++i) {
        mean.push_back(counts[i] ? Table::Cell(sums[i] / counts[i]) : Table::Cell());
      }
      mean.resize(columns.size());
      table.add_summary(std::move(mean));
    }
    return table;
  }

  static std::optional<double> find(const ScoreCard& card, const std::string& metric) {
    for (const MetricValue& value : card) {
      if (value.name == metric) return value.value;
    }
    return std::nullopt;
  }

  /// Says on stderr what a reader of rounded rows would miss.
  static ExitCode tell(Session& session, const std::vector<ScoredFile>& scored) {
    std::vector<std::string> lines;
    std::size_t failed = 0;
    for (const ScoredFile& file : scored) {
      for (const std::string& warning : file.warnings) lines.push_back(file.name + ": " + warning);
      if (file.error.empty()) continue;
      ++failed;
      lines.push_back(file.name + ": " + file.error);
    }
    for (std::size_t i = 0; i < std::min(lines.size(), kMessagesToShow); ++i) {
      session.console.warning(lines[i]);
    }
    if (lines.size() > kMessagesToShow) {
      session.console.warning(
          fmt::format("... and {} more; -o json has them all", lines.size() - kMessagesToShow));
    }
    if (failed == 0) return ExitCode::done;
    session.console.warning(
        fmt::format("{} of {} images could not be scored{}", failed, scored.size(),
                    failed < scored.size() ? "; the mean is of the others" : ""));
    return ExitCode::cells_failed;
  }

  std::string predicted_;
  std::string truth_;
  std::string trimap_;
  bool partial_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_score() { return std::make_unique<CommandScore>(); }

}  // namespace mbench
