#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/score_table.h"
#include "core/error.h"
#include "core/interrupt.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace mbench {
namespace {

constexpr std::size_t kMessagesToShow = 10;  // on stderr, for those who do not see the rows'
constexpr const char* kInstances = "instmatt-imq";

class CommandScore : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("-p,--pred", "PATH", predicted_, "the predicted alpha, or a folder of them",
                 Need::required);
    options.text("-g,--gt", "PATH", truth_, "the true alpha, or a folder of them", Need::required);
    options.text("--trimap", "PATH", trimap_,
                 "the trimap, or a folder of them; most conventions need it");
    options.setting("convention");
    options.text("--quantise", "convention|truncate|round|none", quantise_,
                 "how a float prediction becomes bytes; without it, as the convention's own code");
    options.flag("--keep-known", keep_known_,
                 "force the prediction to 0 and 1 where the trimap is 0 and 255");
    options.text("--region", "convention|unknown|whole|foreground|background|detail", region_,
                 "the pixels that count, other than the convention's");
    options.flag("--sequence", sequence_,
                 "the pictures of a folder are the frames of one video (rvm adds dtssd)");
    options.flag("--instances", instances_,
                 "the pictures of a folder are the instances of one image (instmatt-imq)");
    options.text("--cluster", "truth|stem|image", cluster_,
                 "which images count as one for the interval of a mean: those of one truth "
                 "(default), of one name but for a trailing _NUMBER, or none");
    options.text("--groups", "FILE", groups_, "lines of NAME,GROUP: a mean for each group too");
    options.text("--summary", "FILE", summary_, "write means and intervals there, as JSON");
    options.flag("--partial", partial_,
                 "do not count a ground truth without a prediction as failed");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "Folders are matched by stem: a.png, a.tif and a.jpg belong together. A prediction "
        "STEM_4 without a truth of its own is scored against STEM. Folders of folders are "
        "matched by both names. An image that cannot be scored becomes a row with an error, "
        "the others are scored, and the exit code is 3. Figures are in the convention's own "
        "units; a mean's 95 % interval resamples clusters of images (bootstrap).");
    options.example("mbench score --pred out/cat.png --gt gt/cat.png --trimap trimaps/cat.png");
    options.example("mbench score --pred out/ --gt gt/ --trimap trimaps/ -o csv > scores.csv");
    options.example("mbench score -p out/ -g gt/ --convention aim --groups types.csv");
    options.example("mbench score -p clips/ -g gt/ --convention rvm --sequence -o json");
  }

  ExitCode run(Session& session) override {
    const std::string named = session.settings.text("convention");
    if (sequence_ && instances_) {
      throw UsageError("--sequence and --instances exclude each other");
    }
    if (!summary_.empty()) require_writable(summary_);
    catch_interrupts();
    return instances_ ? run_instances(session, named) : run_images(session, named);
  }

 private:
  ExitCode run_images(Session& session, const std::string& named) {
    ScoreRules rules;
    rules.convention = find_convention(named.empty() ? conventions().front().name : named).name;
    rules.options = options(session.settings.threads());
    rules.sequence = sequence_;
    const ClusterRule cluster_rule = parse_cluster_rule(cluster_);
    const ImageGroups groups = groups_.empty() ? ImageGroups{} : read_image_groups(groups_);
    const ConventionInfo info = describe(rules.convention, rules.options);
    if (sequence_ && info.sequence_metrics.empty()) {
      session.console.warning(fmt::format(
          "{} has no figures of sequences: --sequence only makes a video one cluster", info.name));
    }
    const std::vector<ScoreJob> jobs =
        score_jobs({predicted_, truth_, trimap_, info.needs_trimap, partial_, sequence_});
    std::vector<ScoredFile> scored;
    if (!fs::is_directory(predicted_)) {
      scored.push_back(score_one(jobs.front(), rules));
    } else {
      scored = score_files(jobs, rules, *session.console.progress());
    }
    set_clusters(scored, cluster_rule);
    std::vector<std::string> metrics = info.metrics;
    if (sequence_) {
      metrics.insert(metrics.end(), info.sequence_metrics.begin(), info.sequence_metrics.end());
    }
    const std::vector<GroupMeans> means = group_means(scored, metrics, groups);
    const ScoreStamp stamp{info.name, info.version, rules.options.stamp()};
    write(session, score_table(scored, metrics, means, stamp),
          [&] { return score_summary(means, metrics, cluster_, stamp); });
    tell_strays(session, groups, scored);
    return tell(session, scored);
  }

  ExitCode run_instances(Session& session, const std::string& named) {
    if (!named.empty() && find_convention(named).name != kInstances) {
      throw UsageError(fmt::format("--instances is scored by {}, not by {}", kInstances, named));
    }
    if (!(options(1).stamp().empty() && groups_.empty() && trimap_.empty())) {
      throw UsageError(
          "--instances takes no --trimap, --quantise, --keep-known, --region or --groups");
    }
    for (const std::string* path : {&predicted_, &truth_}) {
      if (fs::is_directory(*path)) continue;
      throw DataError(fmt::format("{}: there is no such folder", *path),
                      "--instances needs folders that hold a folder for each image");
    }
    const std::vector<ScoredInstances> images = score_instances(
        predicted_, truth_, partial_, session.settings.threads(), *session.console.progress());
    const ScoreStamp stamp{kInstances, find_convention(kInstances).version, ""};
    write(session, instance_table(images, stamp), [&] { return instance_summary(images, stamp); });
    std::vector<ScoredFile> rows;
    for (const ScoredInstances& image : images) {
      rows.push_back({image.name, {}, {}, image.warnings, image.error});
    }
    return tell(session, rows);
  }

  ScoreOptions options(int threads) const {
    ScoreOptions options;
    options.quantisation = parse_quantisation(quantise_);
    options.keep_known = keep_known_;
    options.region = parse_score_region(region_);
    options.threads = threads;
    return options;
  }

  template <typename Summary>
  void write(Session& session, const Table& table, const Summary& summary) {
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
    session.console.flush();
    if (summary_.empty()) return;
    OutputFile file(summary_);
    file.out() << summary().dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
               << '\n';
    file.commit();
  }

  /// Names in the list of groups that no image has: most likely a misspelling.
  static void tell_strays(Session& session, const ImageGroups& groups,
                          const std::vector<ScoredFile>& scored) {
    std::set<std::string> names;
    for (const ScoredFile& file : scored) names.insert(file.name);
    std::size_t strays = 0;
    std::string first;
    for (const auto& [name, group] : groups) {
      if (!names.contains(name) && strays++ == 0) first = name;
    }
    if (strays == 0) return;
    session.console.warning(
        strays == 1 ? fmt::format("'{}' of the list of groups is no image here", first)
                    : fmt::format("{} names of the list of groups are no images here, the first "
                                  "is '{}'",
                                  strays, first));
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
  std::string quantise_ = "convention";
  std::string region_ = "convention";
  std::string cluster_ = "truth";
  std::string groups_;
  std::string summary_;
  bool keep_known_ = false;
  bool sequence_ = false;
  bool instances_ = false;
  bool partial_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_score() { return std::make_unique<CommandScore>(); }

}  // namespace mbench
