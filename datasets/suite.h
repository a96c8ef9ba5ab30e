#pragma once

#include "datasets/sample.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A benchmark under a name: which samples, which trimaps, which metrics.
struct Suite {
  std::string name;
  std::string summary;              ///< one line
  std::string dataset;              ///< the layout's name
  std::vector<std::string> splits;  ///< of the data set, in this order; empty: all it has
  /// One of the layout's trimap sources, or the recipe that makes them from the alphas.
  std::string trimap;
  /// Metric conventions that its figures are published in, the usual one first; empty where
  /// there is no ground truth.
  std::vector<std::string> conventions;
  /// The pixels that count where papers depart from the convention: "whole"; else "convention".
  std::string region = "convention";
  /// The layout that holds the backgrounds, where composites are still to be made.
  std::string backgrounds;
  /// By which its composites are made, see synth/protocol.h; empty: it has none, or comes made.
  std::string protocol;
  /// What published figures rest on, one line.
  std::string rules;
  /// Why figures cannot match the papers' exactly; rows are then of the suite NAME/local. Empty:
  /// they can.
  std::string local;
  std::string licence;  ///< of the pictures; empty: as the layout says
  /// The samples of a suite that comes with mbench; null where a data set must be indexed.
  std::vector<Sample> (*samples)() = nullptr;

  /// The usual convention, or empty.
  std::string convention() const {
    return conventions.empty() ? std::string{} : conventions.front();
  }
};

/// Every suite, in the order in which people see them.
const std::vector<Suite>& suites();

/// Throws UsageError that names the nearest known names.
const Suite& find_suite(std::string_view name);

}  // namespace mbench
