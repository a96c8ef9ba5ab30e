#include "reports/html_suite.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace mbench {
namespace {

constexpr std::size_t kMostDots = 150;
constexpr std::size_t kMostNames = 8;
constexpr std::size_t kMostFailures = 500;

/// Of sorted figures, between two of them in proportion (type 7 of Hyndman and Fan 1996).
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

HtmlSpread spread(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  HtmlSpread spread;
  spread.images = values.size();
  spread.quartile_1 = quantile(values, 0.25);
  spread.median = quantile(values, 0.5);
  spread.quartile_3 = quantile(values, 0.75);
  if (values.size() <= kMostDots) {
    spread.values = std::move(values);
    return spread;
  }
  for (std::size_t i = 0; i < kMostDots; ++i) {
    spread.values.push_back(values[i * (values.size() - 1) / (kMostDots - 1)]);
  }
  return spread;
}

/// Puts together what the page keeps while the suite's images pass by.
class Collector {
 public:
  Collector(HtmlSuite& suite, const ResultStore& results, const ReportOptions& options,
            const HtmlSeries& series)
      : suite_(suite), results_(results), options_(options), series_(series) {}

  void begin_cell(const CellRecord& cell) { now_ = series_.index(cell); }

  void add(const ResultRecord& image) {
    add_figure(image);
    if (image.state != RowState::ok) add_failure(image);
    add_sample(image);
  }

  void end_cell() {
    for (auto& [convention, values] : figures_) {
      HtmlSpread of_cell = spread(std::move(values));
      of_cell.series = now_;
      of_cell.convention = convention;
      suite_.spreads.push_back(std::move(of_cell));
    }
    figures_.clear();
  }

  void end() {
    rank_answers();
    std::erase_if(suite_.samples, [&](const HtmlSample& sample) {
      return !sample.has_preview && !options_.per_image;
    });
    std::stable_sort(
        suite_.samples.begin(), suite_.samples.end(),
        [](const HtmlSample& a, const HtmlSample& b) { return a.ordinal < b.ordinal; });
  }

 private:
  /// Every sample shows its answers in the leaderboard's order.
  void rank_answers() {
    std::map<std::pair<std::string, std::size_t>, std::size_t> places;
    for (const ScoreTable& table : suite_.tables) {
      for (const LeaderboardRow& row : table.rows) {
        places.try_emplace({table.convention, series_.index(row.cell)}, places.size());
      }
    }
    const auto place = [&](const HtmlAnswer& answer) {
      const auto found = places.find({answer.convention, answer.series});
      return found == places.end() ? places.size() : found->second;
    };
    for (HtmlSample& sample : suite_.samples) {
      std::stable_sort(
          sample.answers.begin(), sample.answers.end(),
          [&](const HtmlAnswer& a, const HtmlAnswer& b) { return place(a) < place(b); });
    }
  }

  void add_figure(const ResultRecord& image) {
    for (const ScoreTable& table : suite_.tables) {
      if (table.convention != image.identity.convention || table.metrics.empty()) continue;
      if (const auto value = figure(image, table.metrics.front())) {
        figures_[table.convention].push_back(*value);
      }
    }
  }

  void add_failure(const ResultRecord& image) {
    const std::tuple how(now_, image.state, image.message);
    auto entry = failure_of_.find(how);
    if (entry == failure_of_.end()) {
      if (suite_.failures.size() == kMostFailures) {
        ++suite_.more_failures;
        return;
      }
      entry = failure_of_.emplace(how, suite_.failures.size()).first;
      suite_.failures.push_back({now_, image.state, image.message, 0, {}});
    }
    HtmlFailure& failure = suite_.failures[entry->second];
    ++failure.images;
    if (failure.samples.size() < kMostNames) failure.samples.push_back(image.sample);
  }

  void add_sample(const ResultRecord& image) {
    const auto [entry, is_new] = sample_of_.try_emplace(image.sample, kLeftOut);
    if (is_new) entry->second = open_sample(image);
    if (entry->second == kLeftOut) return;
    HtmlAnswer answer{
        now_,         image.identity.convention, image.identity.key(), image.state, image.message,
        image.scores, latency_ms(image)};
    // Weights made up from a seed have speed and memory but no quality.
    if (has_synthetic_weights(image.identity)) answer.scores.clear();
    suite_.samples[entry->second].answers.push_back(std::move(answer));
  }

  /// The place of a new sample of the page, if it is to be one.
  std::size_t open_sample(const ResultRecord& image) {
    const bool room = shown_ < options_.gallery_samples;
    const bool preview = room && results_.preview(image.identity.image_digest, "image").has_value();
    if (!preview && !options_.per_image) return kLeftOut;
    if (preview) ++shown_;
    suite_.samples.push_back({image.sample,
                              image.foreground,
                              image.identity.image_digest,
                              image.identity.trimap_digest,
                              image.ordinal,
                              image.width,
                              image.height,
                              image.unknown_pixels,
                              preview,
                              {}});
    return suite_.samples.size() - 1;
  }

  static constexpr std::size_t kLeftOut = static_cast<std::size_t>(-1);
  HtmlSuite& suite_;
  const ResultStore& results_;
  const ReportOptions& options_;
  const HtmlSeries& series_;
  std::size_t now_ = 0;
  int shown_ = 0;
  std::map<std::string, std::vector<double>> figures_;  // of the cell, by convention
  std::map<std::tuple<std::size_t, RowState, std::string>, std::size_t> failure_of_;
  std::map<std::string, std::size_t> sample_of_;
};

}  // namespace

bool HtmlSuite::scored() const {
  return std::any_of(tables.begin(), tables.end(),
                     [](const ScoreTable& table) { return !table.metrics.empty(); });
}

HtmlSuite read_html_suite(const ResultStore& results, const ReportOptions& options,
                          const std::string& name, const std::vector<LeaderboardRow>& rows,
                          const HtmlSeries& series) {
  HtmlSuite suite;
  suite.name = name;
  std::vector<LeaderboardRow> own;
  for (const LeaderboardRow& row : rows) {
    if (row.cell.suite != name) continue;
    own.push_back(row);
    suite.images = std::max(suite.images, row.total);
  }
  suite.tables = score_tables(own);
  ReportOptions only = options;
  only.suites = {name};
  Collector collector(suite, results, options, series);
  for (const CellRecord& cell : chosen_cells(results, only)) {
    collector.begin_cell(cell);
    results.for_each_result(cell, false, [&](const ResultRecord& image) { collector.add(image); });
    collector.end_cell();
  }
  collector.end();
  return suite;
}

}  // namespace mbench
