#pragma once

#include "core/filesystem.h"
#include "reports/html_report.h"
#include "store/result_store.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mbench {

/// How often a part occurs in a text.
int occurrences(const std::string& text, const std::string& part);

/// A store and the page made from it, at a fixed moment.
class HtmlPage : public ::testing::Test {
 protected:
  HtmlPage();
  ~HtmlPage() override;

  void begin_run(const std::string& command = "mbench run", const std::string& machine = "{}");

  /// One image of a suite of `total`, as a run stores it.
  static ResultRecord image(const std::string& suite, const std::string& model, int ordinal);

  static void score(ResultRecord& result, double sad, double mse, double latency_ms);

  void put(const std::string& suite, const ResultRecord& result, std::int64_t total,
           const std::vector<PreviewRecord>& previews = {});

  /// `images` images of one model whose figures are all alike.
  void put_model(const std::string& model, int images, int total, double sad, double latency_ms);

  std::string page(const ReportOptions& options = {});

  /// The source of the leaderboard's row of this model.
  static std::string row_of(const std::string& page, const std::string& model);

  TemporaryFolder folder_;
  Database database_;
  ResultStore results_;
  std::int64_t run_ = 0;
};

}  // namespace mbench
