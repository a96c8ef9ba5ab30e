#include "runners/run_cell.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/read_clock.h"
#include "core/sha256.h"
#include "core/stopwatch.h"
#include "metrics/score_card.h"
#include "runners/measurement_doubts.h"
#include "runners/models/model_registry.h"
#include "runners/previews.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mbench {
namespace {

/// How long one image may be repeated until it is quiet, if no --timeout says less.
constexpr double kMaxQuietMs = 600'000;

std::int64_t nanoseconds(const Stopwatch& watch) {
  return static_cast<std::int64_t>(watch.elapsed_ms() * 1e6);
}

std::vector<std::string> names_of(const std::vector<Sample>& samples) {
  std::vector<std::string> names;
  for (const Sample& sample : samples) names.push_back(sample.name);
  return names;
}

/// What stands for a degraded image: its pixels, what was done, and what it is scored by. So its
/// rows and previews are never those of a sample as it is, even where the pixels are the same.
std::string degraded_digest(const std::string& image, const Sample& sample,
                            const LoadedSample& loaded) {
  const Trimap& scored = loaded.scored_trimap ? *loaded.scored_trimap : loaded.trimap;
  return sha256(
      fmt::format("{} {} {}", image, sha256_of_pixels(scored.pixels()), sample.degradation.text()));
}

PixelDigests digests_of(const Sample& sample, const LoadedSample& loaded) {
  PixelDigests digests;
  digests.image = sha256_of_pixels(loaded.image.pixels());
  if (!sample.degradation.is_none()) {
    digests.image = degraded_digest(digests.image, sample, loaded);
  }
  digests.trimap = sha256_of_pixels(loaded.trimap.pixels());
  if (loaded.alpha) digests.alpha = sha256_of_pixels(loaded.alpha->pixels());
  digests.width = loaded.image.size().width;
  digests.height = loaded.image.size().height;
  digests.unknown_pixels = loaded.trimap.unknown_pixels();
  return digests;
}

void identify(ResultRecord& row, const PixelDigests& digests) {
  row.identity.image_digest = digests.image;
  row.identity.trimap_digest = digests.trimap;
  row.identity.alpha_digest = digests.alpha;
  row.width = digests.width;
  row.height = digests.height;
  row.unknown_pixels = digests.unknown_pixels;
}

}  // namespace

CellRun::CellRun(const PlannedCell& cell, const std::vector<Sample>& samples,
                 const RunOptions& options, RunRecorder& recorder)
    : cell_(cell),
      samples_(samples),
      options_(options),
      recorder_(recorder),
      id_(recorder.cell(cell.record, names_of(samples))) {}

WorkerOptions CellRun::worker_options() const {
  WorkerOptions worker;
  worker.model = cell_.model;
  worker.settings = cell_.settings;
  worker.threads = options_.threads;
  worker.device = cell_.record.device;
  worker.large_malloc_pages = find_model(cell_.model.name).card.large_malloc_pages;
  worker.warmup = options_.warmup;
  worker.repetitions = options_.repetitions;
  worker.max_noise = options_.max_noise;
  return worker;
}

void CellRun::run(std::size_t index, WorkerProcess& worker) {
  const Sample& sample = samples_[index];
  recorder_.begin_sample(
      fmt::format("{} {} {}", cell_.record.suite, cell_.record.model, sample.name));
  ResultRecord row = blank_row(index);
  try {
    const std::string source = source_text(sample);
    std::optional<PixelDigests> digests = recorder_.digests(source);
    if (digests && reuse(row, *digests)) return;
    const Stopwatch loading;
    const ReadClock reading;
    const LoadedSample loaded = load(sample);
    row.measurement->timings_ns["load"] = {reading.elapsed_ns()};
    row.measurement->timings_ns["decode"] = {nanoseconds(loading) - reading.elapsed_ns()};
    if (!digests) {
      digests = digests_of(sample, loaded);
      recorder_.put_digests(source, *digests);
      if (reuse(row, *digests)) return;
    }
    identify(row, *digests);
    infer(row, loaded, worker);
  } catch (const DataError& failure) {
    fail(row, RowState::error, failure.what());
  }
}

ResultRecord CellRun::blank_row(std::size_t index) const {
  const Sample& sample = samples_[index];
  ResultRecord row;
  row.identity = cell_.identity();
  if (const auto& digest = find_model(cell_.model.name).sample_digest) {
    row.identity.weights_digest = digest(cell_.model.argument, sample.name);
  }
  // Stands for the pixels until they are known, so that an unreadable sample has a row too.
  row.identity.image_digest = fmt::format("unread:{}/{}", cell_.record.suite, sample.name);
  row.sample = sample.name;
  row.foreground = sample.foreground;
  row.ordinal = static_cast<int>(index);
  row.measurement.emplace();
  row.measurement->threads = options_.threads;
  row.measurement->images_at_once = options_.jobs;
  return row;
}

fs::path CellRun::alpha_file(const ResultRecord& row) const {
  const std::string& mode = cell_.record.mode;
  const std::string model = cell_.record.model + (mode == "plain" ? "" : "+" + mode);
  return fs::path(options_.save_alphas) / cell_.record.suite / folder_name(model) /
         (row.sample + ".png");
}

/// With --resume: takes a stored row over, if there is one.
bool CellRun::reuse(const ResultRecord& blank, const PixelDigests& digests) {
  if (!options_.resume) return false;
  ResultRecord row = blank;
  identify(row, digests);
  const auto state = recorder_.finished(row.identity.key());
  if (!state || (*state != RowState::ok && options_.retry_failed)) return false;
  if (*state == RowState::ok && !options_.save_alphas.empty() && !fs::exists(alpha_file(row))) {
    return false;
  }
  recorder_.keep(id_, row, *state);
  return true;
}

std::optional<double> CellRun::time_left_ms() {
  if (!options_.timeout_s) return std::nullopt;
  const std::lock_guard<std::mutex> lock(time_mutex_);
  return *options_.timeout_s * 1000.0 - used_ms_;
}

void CellRun::use_time(double ms) {
  const std::lock_guard<std::mutex> lock(time_mutex_);
  used_ms_ += ms;
}

void CellRun::infer(ResultRecord& row, const LoadedSample& loaded, WorkerProcess& worker) {
  if (!cell_.refusal.empty()) {
    fail(row, RowState::unsupported, cell_.refusal);
    return;
  }
  MattingInput input{loaded.image, loaded.trimap, {}, row.sample};
  if (cell_.box_from_alpha && loaded.alpha) {
    input.prompt.box = box_around(*loaded.alpha);
    if (!input.prompt.box) {
      fail(row, RowState::unsupported,
           "no pixel of the true alpha is above one half, so there is no box to show the object");
      return;
    }
  }
  const std::optional<double> left_ms = time_left_ms();
  if (left_ms && *left_ms <= 0.0) {
    fail(row, RowState::timeout,
         fmt::format("the {} s of this cell were used up by earlier images", *options_.timeout_s));
    return;
  }
  const Stopwatch inferring;
  InferenceOutcome outcome = worker.infer(input, left_ms, quiet_limit_ms(row, left_ms));
  use_time(inferring.elapsed_ms());
  outcome.measurement.images_at_once = row.measurement->images_at_once;
  outcome.measurement.timings_ns.merge(row.measurement->timings_ns);
  row.measurement = std::move(outcome.measurement);
  if (outcome.state != RowState::ok) {
    fail(row, outcome.state, outcome.message);
    return;
  }
  note_doubts(row);
  score_and_store(row, *outcome.alpha, loaded);
}

double CellRun::quiet_limit_ms(const ResultRecord& row, std::optional<double> left_ms) const {
  if (!left_ms) return kMaxQuietMs;
  const auto images_left = static_cast<double>(samples_.size()) - row.ordinal;
  return std::min(kMaxQuietMs, *left_ms / images_left);
}

void CellRun::note_doubts(const ResultRecord& row) {
  const std::string where =
      fmt::format("{} {} {}", cell_.record.suite, cell_.record.model, row.sample);
  for (const std::string& doubt : doubts_about(*row.measurement, options_.max_noise)) {
    recorder_.note(fmt::format("{}: {}", where, doubt));
  }
}

void CellRun::score_and_store(ResultRecord& row, const Alpha& alpha, const LoadedSample& loaded) {
  if (loaded.alpha && !cell_.convention.empty()) {
    const Stopwatch scoring;
    const Trimap& trimap = loaded.scored_trimap ? *loaded.scored_trimap : loaded.trimap;
    for (const MetricValue& figure :
         score(cell_.convention, alpha, *loaded.alpha, &trimap, cell_.scoring)) {
      row.scores.push_back({figure.name, figure.value});
    }
    row.measurement->timings_ns["score"] = {nanoseconds(scoring)};
  }
  std::vector<PreviewRecord> previews;
  if (row.ordinal < options_.previews) {
    previews = sample_previews(row.identity.image_digest, row.identity.trimap_digest, loaded);
    for (PreviewRecord& one : prediction_previews(row.identity.key(), alpha, loaded)) {
      previews.push_back(std::move(one));
    }
  }
  // Before the row: a row that is stored promises that its alpha lies there.
  if (!options_.save_alphas.empty()) write_alpha(alpha_file(row), alpha);
  recorder_.put(id_, row, previews);
}

void CellRun::fail(ResultRecord& row, RowState state, const std::string& message) {
  row.state = state;
  row.message = message;
  row.scores.clear();
  recorder_.note(fmt::format("{} {} {}: {}: {}", cell_.record.suite, cell_.record.model, row.sample,
                             to_text(state), message));
  recorder_.put(id_, row, {});
}

}  // namespace mbench
