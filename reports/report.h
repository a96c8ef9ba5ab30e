#pragma once

#include "store/result_store.h"

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// What a page says of a suite beside its figures; plain text, a line each.
struct SuiteText {
  std::string summary;
  std::string licence;  ///< of the pictures
};

struct ReportOptions {
  bool per_image = false;
  /// Only these suites; empty: all.
  std::vector<std::string> suites;
  /// The HTML gallery shows at most this many samples of a suite.
  int gallery_samples = 24;
  std::string title = "mbench leaderboard";
  /// By the suite's name. The store does not hold them; without, a page just lacks them.
  std::map<std::string, SuiteText> suite_texts;
};

/// A way to write down what a store holds.
struct ReportFormat {
  std::string name;     ///< "csv", "json", "md", "html"
  std::string summary;  ///< one line
  void (*write)(ResultStore& results, const ReportOptions& options, std::ostream& out) = nullptr;
};

/// Every format.
const std::vector<ReportFormat>& report_formats();

/// Throws UsageError that names the nearest known names.
const ReportFormat& find_report_format(std::string_view name);

}  // namespace mbench
