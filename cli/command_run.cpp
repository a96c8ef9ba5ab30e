#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/run_tables.h"
#include "core/byte_size.h"
#include "core/duration.h"
#include "core/interrupt.h"
#include "reports/score_table.h"
#include "runners/environment.h"
#include "runners/run_all.h"
#include "runners/run_forecast.h"
#include "store/database.h"

#include <fmt/format.h>

#include <set>

namespace mbench {
namespace {

/// The command that goes on where this one stopped.
std::string going_on(std::string command, Overwrite overwrite) {
  if (overwrite != Overwrite::always) return command;
  for (const std::string asked : {" --overwrite always", " --overwrite=always"}) {
    const std::size_t place = command.find(asked);
    if (place != std::string::npos) command.erase(place, asked.size());
  }
  return command + " --resume";
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
    options.texts(
        "--memory", "MODE", options_.memory_modes,
        "plain, exact-lean (the same alpha in less memory), or an approximation: tokens:N, "
        "grid:K, tile:SIZE:OVERLAP, downscale:MAX; joined with '+'; may be repeated "
        "[plain]");
    options.text(
        "--ram", "SIZE", ram_,
        "memory that the model's process may take, such as 8GiB: beyond it the image is out "
        "of memory, as on a smaller machine");
    options.text("--vram", "SIZE", vram_, "the same of a GPU's memory, such as 11GiB");
    options.text("--on-oom", "keep|next-mode", on_oom_,
                 "what becomes of an image that runs out of memory: a row that says so, or also a "
                 "try in the next --memory mode [keep]");
    options.text("--tta", "VIEWS", options_.augmentation,
                 "test-time augmentation: aematter, flip, rot4, rot4flip or scales:0.75,1,1.25");
    options.text("--fusion", "WAY", options_.fusion,
                 "how Matting Anything joins its three scales, such as postprocess or maskguide");
    options.text("--box-from", "alpha|trimap", options_.box_from,
                 "where Matting Anything's box comes from: the true alpha above one half, as its "
                 "authors evaluate, or what the trimap does not call background [alpha]");
    options.setting("convention");
    options.setting("db");
    options.text("--overwrite", "never|only-missing|always", overwrite_,
                 "which stored rows are computed again: none; those that rest on other pixels, "
                 "weights, versions or another machine; all [always]");
    options.flag("--resume", resume_,
                 "keep the rows that are stored and do what is missing: --overwrite only-missing");
    options.flag("--retry-failed", options_.retry_failed, "with --resume: do failed rows again");
    options.text("--images", "REGEX", options_.selection.pattern,
                 "only samples in whose name this regular expression is found");
    options.number("--limit", "N", options_.selection.limit, 1,
                   "only the first N samples of each suite, or of those that --images leaves");
    options.text("--budget", "TIME", budget_,
                 "begin no image after this time, such as 90s, 30m, 2h or 1h30m; --resume goes on");
    options.flag("--dry-run", dry_run_,
                 "list what would be run and compute nothing: images, what is stored of them, "
                 "bytes of pictures to read, seconds of inference where they are known");
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
    options.text("--isolate", "none|process|image", isolate_,
                 "start a process for each model, for each cell (one model on one suite), or for "
                 "each image [process]");
    options.setting("max_noise");
    options.detail(
        "Every finished image is stored at once: after Ctrl-C, a crash or a power cut, the same "
        "command with --resume does what is missing. An image that fails is a row with its state "
        "and message; the exit code is then 3.");
    options.detail(
        "--overwrite never keeps every row that a cell holds, also one that failed or that another "
        "version made, and computes only what a cell lacks. --resume keeps a row if the same "
        "pixels, model, weights and mode were tried on this machine.");
    options.detail(
        "With --images or --limit the other samples keep the rows that they have. The suite stays "
        "as large as it is: a cell with samples missing is shown as unfinished and not ranked.");
    options.detail(
        "With --on-oom next-mode the first --memory mode is run on all images, each further one on "
        "those that ran out of memory in the one before. An image counts as failed if it failed in "
        "the last mode that it was tried in.");
    options.detail(
        "Modes that make other alphas than plain by their nature are marked approximate. Where "
        "plain "
        "is among the --memory modes of the run, their rows hold the largest and the mean "
        "difference "
        "from it, see `mbench report --format csv`.");
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
    options.example("mbench run --suite demo --model knn --limit 4 --dry-run");
    options.example("mbench run --suite demo --budget 1h30m --resume");
    options.example("mbench run --suite demo --trimap gca:7");
    options.example("mbench run --suite demo --degrade none --degrade jpeg:30");
  }

  ExitCode run(Session& session) override {
    fill_options(session);
    options_.check();
    const std::string path = session.settings.text("db");
    const Environment environment = examine_environment(options_.threads);
    if (dry_run_) {
      print_forecast(session, environment, path);
      return ExitCode::done;
    }
    if (!options_.save_alphas.empty())
      require_writable(fs::path(options_.save_alphas) / "alpha.png");
    Database database(path, Database::Open::create);
    for (const std::string& line : environment_warnings(environment, options_.threads)) {
      session.console.warning(line);
    }
    const RunSummary summary = run_to_the_end(session, environment, database);
    session.console.note(fmt::format("{} rows computed, {} kept, {} not ok", summary.done,
                                     summary.reused, summary.failed));
    if (summary.infer_s > 0) {
      session.console.note(fmt::format("{:.1f} s, {:.3g} times the {:.1f} s of inference",
                                       summary.wall_s, summary.wall_s / summary.infer_s,
                                       summary.infer_s));
    }
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
    options_.overwrite = chosen_overwrite();
    if (isolate_ == "none") options_.isolation = Isolation::none;
    if (isolate_ == "image") options_.isolation = Isolation::image;
    if (on_oom_ == "next-mode") options_.on_oom = OnOom::next_mode;
    if (!ram_.empty()) options_.ram_bytes = parse_byte_size("--ram", ram_);
    if (!vram_.empty()) options_.vram_bytes = parse_byte_size("--vram", vram_);
    if (!budget_.empty()) options_.budget_s = chosen_budget_s();
    options_.convention = settings.text("convention");
    options_.threads = settings.threads();
    options_.device = settings.text("device");
    options_.jobs = settings.count("jobs");
    options_.warmup = settings.count("warmup");
    options_.repetitions = settings.count("repetitions");
    options_.max_noise = settings.share("max_noise");
    options_.timeout_s = settings.seconds("timeout");
    options_.previews = settings.count("previews");
    options_.command = session.command_line;
  }

  Overwrite chosen_overwrite() const {
    const bool only_missing = resume_ || overwrite_ == "only-missing";
    if (resume_ && !overwrite_.empty() && overwrite_ != "only-missing") {
      throw UsageError(
          fmt::format("--resume is --overwrite only-missing, and --overwrite {} is something else",
                      overwrite_),
          "leave one of them out");
    }
    if (options_.retry_failed && !only_missing) {
      throw UsageError("--retry-failed goes with --resume", "add --resume");
    }
    if (only_missing) return Overwrite::only_missing;
    return overwrite_.empty() ? Overwrite::always : parse_overwrite(overwrite_);
  }

  double chosen_budget_s() const {
    try {
      return parse_duration_s(budget_);
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("--budget: {}", error.what()), error.hint());
    }
  }

  /// Makes no store where there is none: suites that come with mbench need none.
  void print_forecast(Session& session, const Environment& environment,
                      const std::string& path) const {
    const TemporaryFolder folder;
    const bool is_there = fs::exists(path);
    Database database(is_there ? fs::path(path) : folder.path() / "empty.db",
                      is_there ? Database::Open::read_only : Database::Open::create);
    const std::unique_ptr<Progress> progress = session.console.progress();
    const std::vector<CellForecast> cells = forecast(options_, environment, database, *progress);
    std::size_t images = 0;
    for (const CellForecast& cell : cells) images += cell.to_run.value_or(0);
    forecast_table(cells).write(output_format(session.settings.text("output")),
                                session.console.table_style(), session.console.out());
    session.console.note(fmt::format("{} rows to compute", images));
  }

  RunSummary run_to_the_end(Session& session, const Environment& environment,
                            Database& database) const {
    catch_interrupts();
    const std::unique_ptr<Progress> progress = session.console.progress();
    try {
      return run_all(options_, environment, database, *progress);
    } catch (const Interrupted& stop) {
      throw Interrupted(
          fmt::format("{}; every finished row is stored", stop.what()),
          fmt::format("go on with `{}`", going_on(session.command_line, options_.overwrite)));
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
      leaderboard_table(score_tables(rows))
          .write(output_format(session.settings.text("output")), session.console.table_style(),
                 session.console.out());
      session.console.flush();
    } catch (const OutputClosed&) {  // nobody reads the table; the rows are stored all the same
    }
  }

  RunOptions options_;
  std::string overwrite_;
  std::string budget_;
  std::string ram_;
  std::string vram_;
  std::string on_oom_;
  std::string isolate_;
  bool resume_ = false;
  bool dry_run_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_run() { return std::make_unique<CommandRun>(); }

}  // namespace mbench
