#include "cli/commands.h"
#include "cli/output_file.h"
#include "core/interrupt.h"
#include "reports/score_table.h"
#include "runners/environment.h"
#include "runners/run_all.h"
#include "store/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kShownDigits = 4;  // decimals of a figure in a table for people

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

/// The leaderboard in the figures that people quote, suite after suite.
Table table_of(const std::vector<ScoreTable>& suites) {
  std::vector<std::string> metrics;
  for (const ScoreTable& suite : suites) {
    for (const std::string& metric : suite.metrics) {
      if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end())
        metrics.push_back(metric);
    }
  }
  metrics = in_column_order(metrics);
  std::vector<Column> columns{{"suite"}, {"model"}, {"ok"}, {"images"}};
  for (const std::string& metric : metrics) columns.push_back({metric, kShownDigits});
  columns.push_back({"latency_ms", 1});
  columns.push_back({"peak_memory_mib", 0});
  Table table(columns);
  for (const ScoreTable& suite : suites) {
    for (const LeaderboardRow& row : suite.rows) {
      Table::Row cells{suite.suite, row.cell.model, row.ok(), row.total};
      for (const std::string& metric : metrics) cells.push_back(value_or_null(row.mean(metric)));
      cells.push_back(value_or_null(row.latency_ms));
      cells.push_back(value_or_null(row.peak_memory_mib));
      table.add(std::move(cells));
    }
  }
  return table;
}

class CommandRun : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.texts("-s,--suite", "SUITE", options_.suites, "a name of `mbench suites`",
                  Need::required);
    options.text("--trimap", "RECIPE", options_.trimap,
                 "make the trimaps from the true alphas by a recipe of `mbench synth trimap "
                 "--list`, such as ellipse:15 or gca:7");
    options.texts("--degrade", "DEGRADATION", options_.degradations,
                  "run the suites with degraded pictures, such as jpeg:30 or blur:2+noise:5; "
                  "none: as they are");
    options.texts(
        "-m,--model", "MODEL", options_.models,
        "a name of `mbench models`, or NAME:key=value,...; without it, all that can run here");
    options.text(
        "--weights", "FILE|synthetic:SEED", options_.weights,
        "weights of the network that is run, instead of the registered ones; synthetic:SEED "
        "needs no file and measures speed and memory only");
    options.texts("--memory", "MODE", options_.memory_modes,
                  "plain, or tokens:N, MEMatte's cap on attention; may be repeated [plain]");
    options.text("--tta", "VIEWS", options_.augmentation,
                 "test-time augmentation: aematter, flip, rot4, rot4flip or scales:0.75,1,1.25");
    options.text("--fusion", "WAY", options_.fusion,
                 "how Matting Anything joins its three scales, such as postprocess or maskguide");
    options.text("--box-from", "alpha|trimap", options_.box_from,
                 "where Matting Anything's box comes from: the true alpha above one half, as its "
                 "authors evaluate, or what the trimap does not call background [alpha]");
    options.setting("convention");
    options.setting("db");
    options.flag("--resume", options_.resume,
                 "keep the rows that are stored and do what is missing");
    options.flag("--retry-failed", options_.retry_failed, "with --resume: do failed rows again");
    options.text("--save-alphas", "DIR", options_.save_alphas,
                 "write every alpha to DIR/SUITE/MODEL/");
    options.setting("previews");
    options.setting("output");
    options.setting("data_dir");
    options.heading("Measuring");
    options.setting("threads");
    options.setting("jobs");
    options.setting("device");
    options.setting("timeout");
    options.setting("warmup");
    options.setting("repetitions");
    options.setting("max_noise");
    options.detail(
        "Every finished image is stored at once: after Ctrl-C, a crash or a power cut, the same "
        "command with --resume does what is missing. An image that fails is a row with its state "
        "and message; the exit code is then 3.");
    options.detail(
        "With --trimap the rows stand under a name that says so, demo/trimap=gca:7, unless the "
        "recipe is the suite's own: figures depend on the trimap, and are not compared with those "
        "of another.");
    options.detail(
        "--degrade may be given several times, with none among them; each suite is then run under "
        "each, as a suite of its own: demo+jpeg:30. `mbench synth degrade --list` says what there "
        "is. True alphas stay as they are; where a trimap is degraded, the pixels count that are "
        "unknown before or after.");
    options.detail(
        "--max-noise repeats an image beyond --repetitions until half the 95 % interval of its "
        "median latency is at most that share of the median: at most 1000 times, ten minutes, and "
        "its share of --timeout. Runs under which CPU or GPU was throttled are done again.");
    options.example("mbench run --suite demo");
    options.example(
        "mbench run --suite demo --model closed-form --model knn --db runs.db --resume");
    options.example("mbench run --suite demo-4k --timeout 120");
    options.example("mbench run --suite demo --trimap gca:7");
    options.example("mbench run --suite demo --degrade none --degrade jpeg:30");
  }

  ExitCode run(Session& session) override {
    if (options_.retry_failed && !options_.resume) {
      throw UsageError("--retry-failed goes with --resume", "add --resume");
    }
    fill_options(session);
    options_.check();
    if (!options_.save_alphas.empty())
      require_writable(fs::path(options_.save_alphas) / "alpha.png");
    const std::string path = session.settings.text("db");
    Database database(path, Database::Open::create);
    const Environment environment = examine_environment(options_.threads);
    for (const std::string& line : environment_warnings(environment, options_.threads)) {
      session.console.warning(line);
    }
    const RunSummary summary = run_to_the_end(session, environment, database);
    session.console.note(fmt::format("{} rows computed, {} kept, {} not ok", summary.done,
                                     summary.reused, summary.failed));
    print_leaderboard(session, database, summary.suites);
    if (summary.failed > 0) {
      session.console.hint(fmt::format(
          "why rows are not ok: `mbench report --db {} --format md --per-image`", path));
    }
    session.console.hint(
        fmt::format("see it all: `mbench report --db {} --output leaderboard.html`", path));
    return summary.failed > 0 ? ExitCode::cells_failed : ExitCode::done;
  }

 private:
  void fill_options(const Session& session) {
    const Settings& settings = session.settings;
    options_.convention = settings.text("convention");
    options_.threads = settings.threads();
    options_.jobs = settings.count("jobs");
    options_.warmup = settings.count("warmup");
    options_.repetitions = settings.count("repetitions");
    options_.max_noise = settings.share("max_noise");
    options_.timeout_s = settings.seconds("timeout");
    options_.previews = settings.count("previews");
    options_.command = session.command_line;
  }

  RunSummary run_to_the_end(Session& session, const Environment& environment,
                            Database& database) const {
    catch_interrupts();
    const std::unique_ptr<Progress> progress = session.console.progress();
    try {
      return run_all(options_, environment, database, *progress);
    } catch (const Interrupted&) {
      std::string again = session.command_line;
      if (!options_.resume) again += " --resume";
      throw Interrupted("stopped; every finished row is stored", "go on with `" + again + "`");
    }
  }

  /// Of the models and suites of this run, whatever else the store holds.
  void print_leaderboard(Session& session, Database& database,
                         const std::vector<std::string>& suites) const {
    ReportOptions wanted;
    wanted.suites = suites;
    std::set<std::string> models;
    for (const std::string& model : options_.models) models.insert(parse_model_spec(model).text());
    ResultStore results(database);
    std::vector<LeaderboardRow> rows = leaderboard(results, wanted);
    std::erase_if(rows, [&](const LeaderboardRow& row) {
      return !models.empty() && !models.contains(row.cell.model);
    });
    try {
      table_of(score_tables(rows))
          .write(output_format(session.settings.text("output")), session.console.table_style(),
                 session.console.out());
      session.console.flush();
    } catch (const OutputClosed&) {  // nobody reads the table; the rows are stored all the same
    }
  }

  RunOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_command_run() { return std::make_unique<CommandRun>(); }

}  // namespace mbench
