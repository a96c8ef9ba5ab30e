#pragma once

#include "reports/html_series.h"
#include "reports/report.h"
#include "reports/score_table.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mbench {

/// How one model's figure lies over the images of a suite.
struct HtmlSpread {
  std::size_t series = 0;
  std::string convention;
  std::size_t images = 0;
  double quartile_1 = 0;
  double median = 0;
  double quartile_3 = 0;
  /// All figures in ascending order, or evenly chosen ones where there are too many.
  std::vector<double> values;
};

/// Images that ended alike.
struct HtmlFailure {
  std::size_t series = 0;
  RowState state = RowState::error;
  std::string message;
  std::int64_t images = 0;
  std::vector<std::string> samples;  ///< the first of them by name
};

/// One model's answer to one image.
struct HtmlAnswer {
  std::size_t series = 0;
  std::string convention;
  std::string key;  ///< of its previews
  RowState state = RowState::ok;
  std::string message;
  std::vector<ScoreRecord> scores;
  std::optional<double> latency_ms;
};

/// An image that the page shows, with what every model made of it. No pictures: they are
/// fetched one at a time when the page is written.
struct HtmlSample {
  std::string name;
  std::string foreground;
  std::string image_digest;
  std::string trimap_digest;
  int ordinal = 0;
  int width = 0;
  int height = 0;
  std::int64_t unknown_pixels = 0;
  bool has_preview = false;
  std::vector<HtmlAnswer> answers;
};

/// Everything that the page says of one suite, except for the pictures.
struct HtmlSuite {
  std::string name;
  std::vector<ScoreTable> tables;   ///< one for each convention
  std::vector<HtmlSpread> spreads;  ///< of each table's first metric
  std::vector<HtmlFailure> failures;
  /// Images that ended otherwise than `ok` beyond those in `failures`, whose number is limited.
  std::int64_t more_failures = 0;
  /// In the suite's order: the first `gallery_samples` that have previews; with
  /// `per_image` also all others.
  std::vector<HtmlSample> samples;
  std::int64_t images = 0;  ///< of the suite

  /// Whether any figure compares an answer with a truth.
  bool scored() const;
};

/// Reads the suite's images beside its rows among `rows`. The images pass by one at a time;
/// kept are the shown samples, and of one cell after the other its figures.
HtmlSuite read_html_suite(const ResultStore& results, const ReportOptions& options,
                          const std::string& suite, const std::vector<LeaderboardRow>& rows,
                          const HtmlSeries& series);

}  // namespace mbench
