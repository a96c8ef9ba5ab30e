#include "runners/run_cell.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "core/stopwatch.h"
#include "metrics/score_card.h"
#include "runners/previews.h"
#include "runners/worker_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace mbench {
namespace {

std::int64_t nanoseconds(const Stopwatch& watch) {
  return static_cast<std::int64_t>(watch.elapsed_ms() * 1e6);
}

PixelDigests digests_of(const LoadedSample& sample) {
  PixelDigests digests;
  digests.image = sha256_of_pixels(sample.image.pixels());
  digests.trimap = sha256_of_pixels(sample.trimap.pixels());
  if (sample.alpha) digests.alpha = sha256_of_pixels(sample.alpha->pixels());
  digests.width = sample.image.size().width;
  digests.height = sample.image.size().height;
  digests.unknown_pixels = sample.trimap.unknown_pixels();
  return digests;
}

fs::path alpha_file(const RunOptions& options, const PlannedCell& cell, const Sample& sample) {
  return fs::path(options.save_alphas) / cell.record.suite / cell.record.model /
         (sample.name + ".png");
}

/// The cell in the store, which holds no sample that the suite no longer has.
std::int64_t stored_cell(const PlannedCell& cell, const std::vector<Sample>& samples,
                         ResultStore& results) {
  CellRecord record = cell.record;
  record.samples = static_cast<std::int64_t>(samples.size());
  const std::int64_t id = results.cell_id(record);
  std::vector<std::string> names;
  for (const Sample& sample : samples) names.push_back(sample.name);
  results.retain(id, names);
  return id;
}

/// One cell's way over its samples.
class CellRun {
 public:
  CellRun(const PlannedCell& cell, const std::vector<Sample>& samples, RunContext& context)
      : cell_(cell),
        context_(context),
        cell_id_(stored_cell(cell, samples, context.results)),
        worker_(WorkerOptions{cell.model,
                              context.options.threads,
                              context.options.warmup,
                              context.options.repetitions,
                              {}}) {}

  void run(const Sample& sample, int ordinal) {
    ResultRecord row = blank_row(sample, ordinal);
    try {
      const std::string source = source_text(sample);
      std::optional<PixelDigests> digests = context_.digests.find(source);
      if (digests && reuse(row, *digests, sample)) return;
      const Stopwatch loading;
      const LoadedSample loaded = load(sample);
      row.measurement->timings_ns["load"] = {nanoseconds(loading)};
      if (!digests) {
        digests = digests_of(loaded);
        context_.digests.put(source, *digests);
        if (reuse(row, *digests, sample)) return;
      }
      identify(row, *digests);
      infer(row, loaded, sample);
    } catch (const DataError& failure) {
      fail(row, RowState::error, failure.what());
    }
  }

 private:
  ResultRecord blank_row(const Sample& sample, int ordinal) const {
    ResultRecord row;
    row.identity = cell_.identity();
    // Stands for the pixels until they are known, so that an unreadable sample has a row too.
    row.identity.image_digest = fmt::format("unread:{}/{}", cell_.record.suite, sample.name);
    row.sample = sample.name;
    row.foreground = sample.foreground;
    row.ordinal = ordinal;
    row.measurement.emplace();
    row.measurement->threads = context_.options.threads;
    return row;
  }

  static void identify(ResultRecord& row, const PixelDigests& digests) {
    row.identity.image_digest = digests.image;
    row.identity.trimap_digest = digests.trimap;
    row.identity.alpha_digest = digests.alpha;
    row.width = digests.width;
    row.height = digests.height;
    row.unknown_pixels = digests.unknown_pixels;
  }

  /// With --resume: takes a stored row over, if there is one.
  bool reuse(const ResultRecord& blank, const PixelDigests& digests, const Sample& sample) {
    const RunOptions& options = context_.options;
    if (!options.resume) return false;
    ResultRecord row = blank;
    identify(row, digests);
    const std::string key = row.identity.key();
    const auto state = context_.results.finished(key, context_.machine_digest);
    if (!state || (*state != RowState::ok && options.retry_failed)) return false;
    if (*state == RowState::ok && !options.save_alphas.empty() &&
        !fs::exists(alpha_file(options, cell_, sample))) {
      return false;
    }
    context_.results.link(cell_id_, key, row.sample, row.foreground, row.ordinal);
    ++context_.summary.reused;
    if (*state != RowState::ok) ++context_.summary.failed;
    return true;
  }

  std::optional<double> time_left_ms() const {
    if (!context_.options.timeout_s) return std::nullopt;
    return *context_.options.timeout_s * 1000.0 - used_ms_;
  }

  void infer(ResultRecord& row, const LoadedSample& loaded, const Sample& sample) {
    const std::optional<double> left_ms = time_left_ms();
    if (left_ms && *left_ms <= 0.0) {
      fail(row, RowState::timeout,
           fmt::format("the {} s of this cell were used up by earlier images",
                       *context_.options.timeout_s));
      return;
    }
    const Stopwatch inferring;
    InferenceOutcome outcome = worker_.infer(loaded.image, loaded.trimap, left_ms);
    used_ms_ += inferring.elapsed_ms();
    outcome.measurement.timings_ns.merge(row.measurement->timings_ns);
    row.measurement = std::move(outcome.measurement);
    if (outcome.state != RowState::ok) {
      fail(row, outcome.state, outcome.message);
      return;
    }
    score_and_store(row, *outcome.alpha, loaded, sample);
  }

  void score_and_store(ResultRecord& row, const Alpha& alpha, const LoadedSample& loaded,
                       const Sample& sample) {
    if (loaded.alpha && !cell_.convention.empty()) {
      const Stopwatch scoring;
      for (const MetricValue& figure :
           score(cell_.convention, alpha, *loaded.alpha, &loaded.trimap)) {
        row.scores.push_back({figure.name, figure.value});
      }
      row.measurement->timings_ns["score"] = {nanoseconds(scoring)};
    }
    std::vector<PreviewRecord> previews;
    if (row.ordinal < context_.options.previews) {
      previews = sample_previews(row.identity.image_digest, loaded);
      for (PreviewRecord& one : prediction_previews(row.identity.key(), alpha, loaded)) {
        previews.push_back(std::move(one));
      }
    }
    // Before the row: a row that is stored promises that its alpha lies there.
    if (!context_.options.save_alphas.empty()) {
      write_alpha(alpha_file(context_.options, cell_, sample), alpha);
    }
    context_.results.put(context_.run, cell_id_, row, previews);
    ++context_.summary.done;
  }

  void fail(ResultRecord& row, RowState state, const std::string& message) {
    row.state = state;
    row.message = message;
    row.scores.clear();
    context_.progress.note(fmt::format("{} {} {}: {}: {}", cell_.record.suite, cell_.record.model,
                                       row.sample, to_text(state), message));
    context_.results.put(context_.run, cell_id_, row);
    ++context_.summary.done;
    ++context_.summary.failed;
  }

  const PlannedCell& cell_;
  RunContext& context_;
  std::int64_t cell_id_;
  WorkerProcess worker_;
  double used_ms_ = 0.0;
};

}  // namespace

void run_cell(const PlannedCell& cell, const std::vector<Sample>& samples, RunContext& context) {
  CellRun run(cell, samples, context);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    throw_if_interrupted();
    context.progress.step(context.steps, fmt::format("{} {} {}", cell.record.suite,
                                                     cell.record.model, samples[i].name));
    run.run(samples[i], static_cast<int>(i));
    ++context.steps;
  }
}

}  // namespace mbench
