#include "runners/run_cell.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/read_clock.h"
#include "core/stopwatch.h"
#include "metrics/score_card.h"
#include "runners/measurement_doubts.h"
#include "runners/models/model_registry.h"
#include "runners/previews.h"
#include "runners/result_row.h"

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

void fail(SampleRun& work, RowState state, const std::string& message) {
  work.row.state = state;
  work.row.message = message;
}

}  // namespace

// The cell is told of the whole suite, whatever is chosen: what is stored of its other samples
// stays, and a report shows the cell as unfinished and does not rank it.
CellRun::CellRun(const CellPart& part, const std::vector<Sample>& samples,
                 const RunOptions& options, RunRecorder& recorder, PlainAlphas& plain_alphas)
    : cell_(*part.cell),
      samples_(samples),
      chosen_(part.places),
      has_next_(part.has_next),
      options_(options),
      recorder_(recorder),
      plain_alphas_(plain_alphas),
      id_(recorder.cell(cell_.record, names_of(samples))),
      states_(chosen_.size(), RowState::ok) {}

std::vector<std::size_t> CellRun::out_of_memory() const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (states_[i] == RowState::oom) places.push_back(chosen_[i]);
  }
  return places;
}

WorkerOptions CellRun::worker_options() const {
  WorkerOptions worker;
  worker.model = cell_.model;
  worker.settings = cell_.settings;
  worker.threads = options_.threads;
  worker.device = cell_.record.device;
  worker.large_malloc_pages = find_model(cell_.model.name).card.large_malloc_pages;
  worker.warmup = options_.warmup;
  worker.repetitions = options_.repetitions;
  worker.program = options_.worker_program;
  worker.max_noise = options_.max_noise;
  return worker;
}

SampleRun CellRun::prepare(std::size_t index) {
  const Sample& sample = samples_[chosen_[index]];
  SampleRun work;
  work.index = index;
  work.row = blank_row(cell_, sample, chosen_[index]);
  work.row.measurement.emplace();
  work.row.measurement->threads = options_.threads;
  work.row.measurement->images_at_once = options_.jobs;
  try {
    find_or_load(work, sample);
  } catch (const DataError& failure) {
    fail(work, RowState::error, failure.what());
  }
  return work;
}

void CellRun::find_or_load(SampleRun& work, const Sample& sample) {
  work.kept = recorder_.in_place(cell_.record, work.row);
  work.is_in_place = work.kept.has_value();
  if (work.kept) return;
  const std::string source = source_text(sample);
  std::optional<PixelDigests> digests = recorder_.digests(source);
  if (digests && reuse(work, *digests)) return;
  const Stopwatch loading;
  const ReadClock reading;
  LoadedSample loaded = load(sample);
  work.row.measurement->timings_ns["load"] = {reading.elapsed_ns()};
  work.row.measurement->timings_ns["decode"] = {nanoseconds(loading) - reading.elapsed_ns()};
  if (!digests) {
    digests = digests_of(sample, loaded);
    recorder_.put_digests(source, *digests);
    if (reuse(work, *digests)) return;
  }
  identify(work.row, *digests);
  work.loaded = std::move(loaded);
}

/// Takes a stored row for this one, if there is one that may stand for it.
bool CellRun::reuse(SampleRun& work, const PixelDigests& digests) {
  ResultRecord row = work.row;
  identify(row, digests);
  const auto state = recorder_.of_key(row);
  if (!state) return false;
  const bool wants_alpha = !options_.save_alphas.empty() && *state == RowState::ok;
  if (wants_alpha && options_.overwrite != Overwrite::never && !fs::exists(alpha_file(row))) {
    return false;
  }
  work.row = std::move(row);
  work.kept = state;
  return true;
}

fs::path CellRun::alpha_file(const ResultRecord& row) const {
  const std::string& mode = cell_.record.mode;
  const std::string model = cell_.record.model + (mode == "plain" ? "" : "+" + mode);
  return fs::path(options_.save_alphas) / cell_.record.suite / folder_name(model) /
         (row.sample + ".png");
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

/// None, and a failed row, where the model cannot be shown the object.
std::optional<Prompt> CellRun::prompt_for(SampleRun& work) const {
  Prompt prompt;
  if (!cell_.box_from_alpha || !work.loaded->alpha) return prompt;
  prompt.box = box_around(*work.loaded->alpha);
  if (prompt.box) return prompt;
  fail(work, RowState::unsupported,
       "no pixel of the true alpha is above one half, so there is no box to show the object");
  return std::nullopt;
}

void CellRun::infer(SampleRun& work, WorkerProcess& worker) {
  recorder_.begin_sample(
      fmt::format("{} {} {}", cell_.record.suite, cell_.record.model, work.row.sample));
  if (!work.loaded) return;
  if (!cell_.refusal.empty()) {
    fail(work, RowState::unsupported, cell_.refusal);
    return;
  }
  const std::optional<Prompt> prompt = prompt_for(work);
  if (!prompt) return;
  const std::optional<double> left_ms = time_left_ms();
  if (left_ms && *left_ms <= 0.0) {
    fail(work, RowState::timeout,
         fmt::format("the {} s of this cell were used up by earlier images", *options_.timeout_s));
    return;
  }
  const MattingInput input{work.loaded->image, work.loaded->trimap, *prompt, work.row.sample};
  const Stopwatch inferring;
  InferenceOutcome outcome = worker.infer(input, left_ms, quiet_limit_ms(work, left_ms));
  use_time(inferring.elapsed_ms());
  outcome.measurement.images_at_once = work.row.measurement->images_at_once;
  outcome.measurement.timings_ns.merge(work.row.measurement->timings_ns);
  work.row.measurement = std::move(outcome.measurement);
  work.row.state = outcome.state;
  work.row.message = outcome.message;
  work.alpha = std::move(outcome.alpha);
  if (work.row.state == RowState::ok) note_doubts(work.row);
}

double CellRun::quiet_limit_ms(const SampleRun& work, std::optional<double> left_ms) const {
  if (!left_ms) return kMaxQuietMs;
  const auto images_left = static_cast<double>(size()) - static_cast<double>(work.index);
  return std::min(kMaxQuietMs, *left_ms / images_left);
}

void CellRun::note_doubts(const ResultRecord& row) {
  const std::string where =
      fmt::format("{} {} {}", cell_.record.suite, cell_.record.model, row.sample);
  for (const std::string& doubt : doubts_about(*row.measurement, options_.max_noise)) {
    recorder_.note(fmt::format("{}: {}", where, doubt));
  }
}

void CellRun::finish(SampleRun& work) {
  if (cell_.record.approximate) compare_with_plain(work);
  if (work.kept) {
    recorder_.keep(id_, work.row, work.is_in_place);
  } else {
    store(work);
  }
  if (cell_.is_plain()) settle_plain(work);
  const RowState state = work.kept.value_or(work.row.state);
  states_[work.index] = state;
  const bool is_tried_again = has_next_ && state == RowState::oom;
  if (state != RowState::ok && !is_tried_again) recorder_.count_failed();
}

// Also where there is nothing to compare: what is waiting to be compared must be let go.
void CellRun::compare_with_plain(SampleRun& work) {
  if (!plain_alphas_.has_plain(cell_)) return;
  try {
    const std::optional<Alpha> plain = plain_alphas_.take(cell_, chosen_[work.index]);
    if (!plain || !work.alpha) return;
    const AlphaDifference found = difference(*work.alpha, *plain);
    work.row.measurement->plain_max_difference = found.largest;
    work.row.measurement->plain_mean_difference = found.mean;
  } catch (const DataError& failure) {
    recorder_.note(fmt::format("warning: {}", failure.what()));
  }
}

void CellRun::settle_plain(const SampleRun& work) {
  const Alpha* alpha = work.alpha && work.row.state == RowState::ok ? &*work.alpha : nullptr;
  try {
    plain_alphas_.settle(cell_, chosen_[work.index], alpha);
  } catch (const DataError& failure) {
    recorder_.note(fmt::format("warning: {}", failure.what()));
  }
}

void CellRun::store(SampleRun& work) {
  try {
    if (work.row.state == RowState::ok) {
      score_and_store(work);
      return;
    }
  } catch (const DataError& failure) {
    fail(work, RowState::error, failure.what());
  }
  store_failure(work.row);
}

void CellRun::score_and_store(SampleRun& work) {
  ResultRecord& row = work.row;
  const LoadedSample& loaded = *work.loaded;
  if (loaded.alpha && !cell_.convention.empty()) {
    const Stopwatch scoring;
    const Trimap& trimap = loaded.scored_trimap ? *loaded.scored_trimap : loaded.trimap;
    for (const MetricValue& figure :
         score(cell_.convention, *work.alpha, *loaded.alpha, &trimap, cell_.scoring)) {
      row.scores.push_back({figure.name, figure.value});
    }
    row.measurement->timings_ns["score"] = {nanoseconds(scoring)};
  }
  std::vector<PreviewRecord> previews;
  if (row.ordinal < options_.previews) {
    previews = sample_previews(row.identity.image_digest, row.identity.trimap_digest, loaded);
    for (PreviewRecord& one : prediction_previews(row.identity.key(), *work.alpha, loaded)) {
      previews.push_back(std::move(one));
    }
  }
  // Before the row: a row that is stored promises that its alpha lies there.
  if (!options_.save_alphas.empty()) write_alpha(alpha_file(row), *work.alpha);
  recorder_.put(id_, row, previews);
}

void CellRun::store_failure(ResultRecord& row) {
  row.scores.clear();
  recorder_.note(fmt::format("{} {} {}: {}: {}", cell_.record.suite, cell_.record.model, row.sample,
                             to_text(row.state), row.message));
  recorder_.put(id_, row, {});
}

}  // namespace mbench
