#include "reports/row_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace mbench {
namespace {

void raise(std::optional<double>& largest, const std::optional<double>& value) {
  if (value && (!largest || *value > *largest)) largest = value;
}

}  // namespace

RowBuilder::RowBuilder(const CellRecord& cell, const std::string& convention) {
  row_.cell = cell;
  row_.convention = convention;
}

void RowBuilder::add(const ResultRecord& image) {
  ++row_.states[static_cast<std::size_t>(image.state)];
  const ResultIdentity& identity = image.identity;
  revisions_.insert(identity.model_revision);
  versions_.insert(identity.convention_version);
  weights_.insert(identity.weights_digest);
  row_.synthetic_weights = row_.synthetic_weights || has_synthetic_weights(identity);
  if (image.state != RowState::ok) return;
  for (const ScoreRecord& score : image.scores) add_score(score);
  if (image.measurement) add_cost(image, *image.measurement);
}

LeaderboardRow RowBuilder::finish() {
  row_.total = std::max(row_.cell.samples, row_.stored());
  row_.convention_version = *versions_.rbegin();
  row_.weights_digest = *weights_.rbegin();
  if (row_.synthetic_weights) row_.scores.clear();
  for (std::size_t i = 0; i < row_.scores.size(); ++i) {
    if (row_.scores[i].images > 0) {
      row_.scores[i].mean = sums_[i] / static_cast<double>(row_.scores[i].images);
    }
  }
  finish_cost();
  write_notes();
  return std::move(row_);
}

void RowBuilder::add_score(const ScoreRecord& score) {
  std::size_t i = 0;
  while (i < row_.scores.size() && row_.scores[i].metric != score.metric) ++i;
  if (i == row_.scores.size()) {
    row_.scores.push_back({score.metric, std::nullopt, 0});
    sums_.push_back(0);
  }
  if (!score.value) return;
  sums_[i] += *score.value;
  ++row_.scores[i].images;
}

void RowBuilder::add_cost(const ResultRecord& image, const MeasurementRecord& measurement) {
  ++row_.measured_images;
  threads_.insert(measurement.threads);
  images_at_once_.insert(measurement.images_at_once);
  machines_.insert(measurement.machine_digest);
  raise(row_.peak_memory_mib, peak_memory_mib(image));
  raise(row_.process_peak_mib, process_peak_mib(image));
  raise(row_.tensor_peak_mib, tensor_peak_mib(image));
  raise(row_.device_peak_mib, device_peak_mib(image));
  raise(row_.plain_max_difference, plain_max_difference(image));
  if (const auto mean = plain_mean_difference(image)) mean_differences_.push_back(*mean);
  further_costs_.add(further_costs(image));
  if (!measurement.latency_ms) return;
  latencies_.push_back(*measurement.latency_ms);
  megapixels_ += static_cast<double>(image.width) * static_cast<double>(image.height) / 1e6;
}

void RowBuilder::finish_cost() {
  row_.further_costs = further_costs_.total();
  if (threads_.size() == 1) row_.threads = *threads_.begin();
  row_.machines.assign(machines_.begin(), machines_.end());
  if (!mean_differences_.empty()) {
    row_.plain_mean_difference =
        std::accumulate(mean_differences_.begin(), mean_differences_.end(), 0.0) /
        static_cast<double>(mean_differences_.size());
  }
  if (latencies_.empty()) return;
  const double seconds = std::accumulate(latencies_.begin(), latencies_.end(), 0.0) / 1000;
  if (seconds > 0) {
    row_.images_per_s = static_cast<double>(latencies_.size()) / seconds;
    row_.megapixels_per_s = megapixels_ / seconds;
  }
  row_.latency = latency_statistics(std::move(latencies_));
  row_.latency_ms = row_.latency.median.value;
}

std::string RowBuilder::approximation() const {
  std::string text = "approximate mode";
  if (!row_.plain_max_difference) return text;
  return text + fmt::format(
                    ": alphas differ from plain by up to {:.2g}, on average {:.2g}, on {} "
                    "of {} images",
                    *row_.plain_max_difference, row_.plain_mean_difference.value_or(0),
                    mean_differences_.size(), row_.ok());
}

void RowBuilder::write_notes() {
  const auto note = [this](std::string text) { row_.notes.push_back(std::move(text)); };
  if (row_.synthetic_weights) note("synthetic weights: no quality");
  if (row_.cell.approximate) note(approximation());
  if (revisions_.size() > 1) note("mixes model revisions");
  if (versions_.size() > 1) note("mixes versions of the convention");
  if (weights_.size() > 1) note("mixes weights");
  if (machines_.size() > 1) note(fmt::format("measured on {} machines", machines_.size()));
  if (threads_.size() > 1) note("mixes thread counts");
  if (images_at_once_.size() > 1) {
    note("mixes runs of one and of several images at a time");
  } else if (!images_at_once_.empty() && *images_at_once_.begin() > 1) {
    note(fmt::format("measured with {} images at a time", *images_at_once_.begin()));
  }
  if (const double differing = row_.further_costs.differing_samples.value_or(0); differing > 0) {
    note(fmt::format("not deterministic: {:.0f} timed runs gave another alpha", differing));
  }
  if (row_.measured_images < row_.ok()) {
    note(fmt::format("measured on {} of {} images", row_.measured_images, row_.ok()));
  }
  for (const MeanScore& score : row_.scores) {
    if (score.images == row_.ok()) continue;
    note(fmt::format("{} defined on {} of {} images", score.metric, score.images, row_.ok()));
  }
}

}  // namespace mbench
