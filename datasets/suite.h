#pragma once

#include "datasets/sample.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A benchmark under a name: which samples, which trimaps, which metrics.
struct Suite {
  std::string name;
  std::string summary;     ///< one line
  std::string dataset;     ///< the data set's name
  std::string trimap;      ///< its source: "shipped", or a recipe's text
  std::string convention;  ///< of the metrics; empty where there is no ground truth
  std::string licence;     ///< of the pictures, one line
  std::vector<Sample> (*samples)() = nullptr;
};

/// Every suite, in the order in which people see them.
const std::vector<Suite>& suites();

/// Throws UsageError that names the nearest known names.
const Suite& find_suite(std::string_view name);

}  // namespace mbench
