#include "runners/run_forecast.h"

#include "core/error.h"
#include "runners/planned_samples.h"
#include "runners/result_row.h"
#include "runners/stored_rows.h"

#include <map>

namespace mbench {
namespace {

std::int64_t bytes_of(const fs::path& file) {
  boost::system::error_code missing;
  const auto bytes = fs::file_size(file, missing);
  return missing ? 0 : static_cast<std::int64_t>(bytes);
}

std::int64_t picture_bytes(const Sample& sample) {
  std::int64_t bytes = sample.alpha ? bytes_of(*sample.alpha) : 0;
  if (const auto* shipped = std::get_if<TrimapFile>(&sample.trimap)) {
    bytes += bytes_of(shipped->trimap);
  }
  if (const auto* file = std::get_if<ImageFile>(&sample.image))
    return bytes + bytes_of(file->image);
  const auto& composite = std::get<ImageComposite>(sample.image);
  return bytes + bytes_of(composite.foreground) + bytes_of(composite.background);
}

/// Asks of each image of the run's cells what is stored.
class Forecaster {
 public:
  Forecaster(const RunOptions& options, const Environment& environment, Database& database)
      : options_(options),
        machine_(machine_record(environment).digest),
        results_(database),
        digests_(database),
        stored_(results_, machine_, options.overwrite, options.retry_failed) {}

  CellForecast of(const PlannedCell& cell, const std::vector<Sample>& samples,
                  const std::vector<std::size_t>& chosen) {
    CellForecast forecast;
    forecast.cell = cell.record;
    forecast.images = chosen.size();
    std::vector<std::string> names;
    std::int64_t bytes = 0;
    for (const std::size_t place : chosen) {
      const ResultRecord row = blank_row(cell, samples[place], place);
      if (results_.placed(cell.record, row.sample, row.identity.convention)) ++forecast.stored;
      if (stands(cell, samples[place], row)) continue;
      bytes += picture_bytes(samples[place]);
      names.push_back(row.sample);
    }
    if (options_.on_oom == OnOom::next_mode && cell.memory_mode > 0) return forecast;
    forecast.to_run = names.size();
    forecast.bytes = bytes;
    forecast.expected_s = expected_s(cell.record, names);
    return forecast;
  }

 private:
  /// Whether a stored row stands for the image's.
  bool stands(const PlannedCell& cell, const Sample& sample, ResultRecord row) const {
    if (stored_.in_place(cell.record, row)) return true;
    try {
      const std::optional<PixelDigests> digests = digests_.find(source_text(sample));
      if (!digests) return false;
      identify(row, *digests);
    } catch (const DataError&) {  // the run makes a row of what cannot be read
      return false;
    }
    return stored_.of_key(row).has_value();
  }

  std::optional<double> expected_s(const CellRecord& cell,
                                   const std::vector<std::string>& names) const {
    if (names.empty()) return 0.0;
    const std::map<std::string, double> known =
        results_.latencies_ms(cell, machine_, options_.threads, options_.jobs);
    if (known.empty()) return std::nullopt;
    double sum_of_known = 0;
    for (const auto& [name, latency_ms] : known) sum_of_known += latency_ms;
    const double mean_ms = sum_of_known / static_cast<double>(known.size());
    double ms = 0;
    for (const std::string& name : names) {
      const auto found = known.find(name);
      ms += found == known.end() ? mean_ms : found->second;
    }
    return ms / 1000 * (options_.warmup + options_.repetitions) / options_.jobs;
  }

  const RunOptions& options_;
  std::string machine_;
  ResultStore results_;
  DigestStore digests_;
  StoredRows stored_;
};

}  // namespace

std::vector<CellForecast> forecast(const RunOptions& options, const Environment& environment,
                                   Database& database, Progress& progress) {
  options.check();
  std::vector<PlannedCell> plan = plan_cells(options);
  const PlannedSamples samples(plan, options, database, progress);
  Forecaster forecaster(options, environment, database);
  std::vector<CellForecast> cells;
  for (const PlannedCell& cell : plan) {
    if (samples.chosen(cell).empty()) continue;
    cells.push_back(forecaster.of(cell, samples.of(cell), samples.chosen(cell)));
  }
  return cells;
}

}  // namespace mbench
