// The part of score_table.h that looks at one image.
#include <algorithm>

#include "reports/score_table.h"

namespace mbench {
namespace {

using Bytes = std::optional<std::int64_t> MeasurementRecord::*;

std::optional<double> mebibytes(const ResultRecord& image, Bytes bytes) {
  if (!image.measurement || !((*image.measurement).*bytes)) return std::nullopt;
  return static_cast<double>(*((*image.measurement).*bytes)) / (1024.0 * 1024.0);
}

}  // namespace

std::optional<double> latency_ms(const ResultRecord& image) {
  return image.measurement ? image.measurement->latency_ms : std::nullopt;
}

std::optional<double> images_per_s(const ResultRecord& image) {
  const auto latency = latency_ms(image);
  if (!latency || *latency <= 0) return std::nullopt;
  return 1000 / *latency;
}

std::optional<double> megapixels_per_s(const ResultRecord& image) {
  const auto rate = images_per_s(image);
  if (!rate) return std::nullopt;
  return *rate * static_cast<double>(image.width) * static_cast<double>(image.height) / 1e6;
}

std::optional<double> peak_memory_mib(const ResultRecord& image) {
  const auto before = mebibytes(image, &MeasurementRecord::rss_before_bytes);
  const auto peak = mebibytes(image, &MeasurementRecord::rss_peak_bytes);
  if (!before || !peak) return std::nullopt;
  return std::max(*peak - *before, 0.0);
}

std::optional<double> process_peak_mib(const ResultRecord& image) {
  return mebibytes(image, &MeasurementRecord::rss_peak_bytes);
}

std::optional<double> tensor_peak_mib(const ResultRecord& image) {
  return mebibytes(image, &MeasurementRecord::tensor_peak_bytes);
}

std::optional<double> device_peak_mib(const ResultRecord& image) {
  return mebibytes(image, &MeasurementRecord::device_peak_bytes);
}

std::optional<double> plain_max_difference(const ResultRecord& image) {
  return image.measurement ? image.measurement->plain_max_difference : std::nullopt;
}

std::optional<double> plain_mean_difference(const ResultRecord& image) {
  return image.measurement ? image.measurement->plain_mean_difference : std::nullopt;
}

std::optional<int> threads(const ResultRecord& image) {
  if (!image.measurement) return std::nullopt;
  return image.measurement->threads;
}

bool has_synthetic_weights(const ResultIdentity& identity) {
  return identity.weights_digest.rfind("synthetic:", 0) == 0 ||
         identity.model.find("weights=synthetic:") != std::string::npos;
}

std::optional<double> figure(const ResultRecord& image, std::string_view metric) {
  if (image.state != RowState::ok || has_synthetic_weights(image.identity)) return std::nullopt;
  for (const ScoreRecord& score : image.scores) {
    if (score.metric == metric) return score.value;
  }
  return std::nullopt;
}

}  // namespace mbench
