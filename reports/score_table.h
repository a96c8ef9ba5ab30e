#pragma once

#include "reports/cost_figures.h"
#include "reports/metric_display.h"
#include "reports/report.h"
#include "store/records.h"
#include "store/result_store.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One figure of a row: the plain mean of the per-image figures of its ok images.
struct MeanScore {
  std::string metric;
  /// In the convention's own units; none where no ok image has the figure.
  std::optional<double> mean;
  /// How many images the mean rests on. Less than the row's `ok()` where the convention
  /// gives none for some image.
  std::int64_t images = 0;
};

/// One line of the leaderboard: model x suite x mode x precision x device x convention.
///
/// Absent means not measured or not defined, never 0. A row without an ok image has no
/// figures at all.
struct LeaderboardRow {
  CellRecord cell;
  std::string convention;  ///< empty where there is no ground truth
  int convention_version = 0;
  std::string weights_digest;  ///< empty for models without weights
  /// The weights are made up from a seed ("synthetic:SEED"): speed and memory count, quality
  /// does not exist, and `scores` is empty.
  bool synthetic_weights = false;

  /// Images the suite has; at least those that are stored.
  std::int64_t total = 0;
  /// Stored images by RowState.
  std::array<std::int64_t, 6> states{};

  /// In the order in which the convention gives them.
  std::vector<MeanScore> scores;

  // Cost, over the ok images that were measured.
  std::int64_t measured_images = 0;
  std::optional<double> latency_ms;    ///< median over images of each image's median
  LatencyStatistics latency;           ///< over images too: each counts with its median
  std::optional<double> images_per_s;  ///< images / sum of their latencies
  std::optional<double> megapixels_per_s;
  /// Largest over images of what the method added: highest resident size during inference
  /// minus that just before it. Leaves out the program, its libraries and the inputs.
  std::optional<double> peak_memory_mib;
  std::optional<double> process_peak_mib;  ///< largest resident size of the whole process
  std::optional<double> tensor_peak_mib;   ///< largest of LibTorch's CPU allocator
  std::optional<double> device_peak_mib;   ///< largest of the GPU's memory
  /// Of an approximate mode's alphas from the plain ones, over the images where it is known: the
  /// largest over images, and the mean over images of their means.
  std::optional<double> plain_max_difference;
  std::optional<double> plain_mean_difference;
  FurtherCosts further_costs;
  std::optional<int> threads;         ///< none where images differ in it
  std::vector<std::string> machines;  ///< digests, sorted

  /// What a reader must know before he compares: "measured on 2 machines", ...
  std::vector<std::string> notes;

  std::int64_t count(RowState state) const { return states[static_cast<std::size_t>(state)]; }
  std::int64_t ok() const { return count(RowState::ok); }
  std::int64_t stored() const;
  /// Every image of the suite is there and ok. Only such rows are ranked and marked best.
  bool complete() const { return total > 0 && ok() == total; }
  const MeanScore* find_score(std::string_view metric) const;
  std::optional<double> mean(std::string_view metric) const;
};

/// Cells of the chosen suites, sorted by suite, model, mode, precision, device. Throws
/// UsageError for a suite of `options` of which the store holds nothing.
std::vector<CellRecord> chosen_cells(const ResultStore& results, const ReportOptions& options);

/// The rows of all chosen cells, sorted by suite, model, mode, precision, device,
/// convention. A cell of which nothing is stored has no row.
std::vector<LeaderboardRow> leaderboard(const ResultStore& results, const ReportOptions& options);

/// Every image of the chosen cells, cell after cell in the order of chosen_cells, each in
/// the suite's order. Streams: nothing is kept. Raw timings are read only if asked.
void for_each_image(const ResultStore& results, const ReportOptions& options,
                    const std::function<void(const CellRecord&, const ResultRecord&)>& use,
                    bool with_timings = false);

/// Rows that may be compared with each other: one suite under one convention.
struct ScoreTable {
  std::string suite;
  std::string convention;
  std::vector<std::string> metrics;  ///< of all rows: sad, mse, grad, conn first
  /// Complete rows first, by their first metric, then the second, ..., then latency;
  /// then the incomplete ones likewise. Rows without figures come last of their part.
  std::vector<LeaderboardRow> rows;

  /// The lowest mean, latency, memory of the complete rows; several may share it. None if
  /// there is none. A mean over fewer images than another row's is not in the race.
  std::optional<double> best_score(std::string_view metric) const;
  std::optional<double> best_latency_ms() const;
  std::optional<double> best_peak_memory_mib() const;
};

/// Sorted by suite, then convention.
std::vector<ScoreTable> score_tables(const std::vector<LeaderboardRow>& rows);

/// `metrics` with sad, mse, grad, conn first and the others in alphabetical order.
std::vector<std::string> in_column_order(const std::vector<std::string>& metrics);

// Of one image, as the rows above use them; none where it was not measured.
std::optional<double> latency_ms(const ResultRecord& image);
std::optional<double> images_per_s(const ResultRecord& image);
std::optional<double> megapixels_per_s(const ResultRecord& image);
std::optional<double> peak_memory_mib(const ResultRecord& image);
std::optional<double> process_peak_mib(const ResultRecord& image);
std::optional<double> tensor_peak_mib(const ResultRecord& image);
std::optional<double> device_peak_mib(const ResultRecord& image);
std::optional<double> plain_max_difference(const ResultRecord& image);
std::optional<double> plain_mean_difference(const ResultRecord& image);
std::optional<int> threads(const ResultRecord& image);
/// None if the image is not ok, has no such figure, or comes from synthetic weights.
std::optional<double> figure(const ResultRecord& image, std::string_view metric);
/// Weights made up from a seed: such rows tell of speed and memory, never of quality.
bool has_synthetic_weights(const ResultIdentity& identity);

}  // namespace mbench
