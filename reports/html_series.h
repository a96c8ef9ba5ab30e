#pragma once

#include "store/records.h"

#include <cstddef>
#include <string>
#include <vector>

namespace mbench {

/// The series of a report: a model in one setting (mode, precision, device), the same in
/// every suite. Each has a number, and with it a colour and a shape, so that a reader
/// finds it again in table, charts and gallery without telling colours apart.
class HtmlSeries {
 public:
  /// From the cells of the whole report, sorted by model and setting.
  explicit HtmlSeries(const std::vector<CellRecord>& cells);

  std::size_t size() const { return list_.size(); }
  /// Throws InternalError for a cell that was not among those given.
  std::size_t index(const CellRecord& cell) const;
  /// The first cell of this series; its suite means nothing.
  const CellRecord& cell(std::size_t index) const { return list_.at(index); }

  /// The model and, behind a middle dot, those settings in which the report's series differ.
  /// Not escaped.
  std::string name(std::size_t index) const;
  /// Only the settings in which the series differ: "fp16 · cuda"; mostly empty.
  std::string setting(std::size_t index) const;
  /// The settings that all series share: "plain · fp32 · cpu".
  std::string common_setting() const;

  /// The class that sets the colour: "s3".
  static std::string colour_class(std::size_t index);
  /// The id of the shape's <symbol>: "shape-2".
  static std::string shape_id(std::size_t index);
  /// The sign before a name: a small inline SVG, hidden from screen readers.
  static std::string sign(std::size_t index);
  /// The <symbol> of every shape, to stand once in the page.
  static std::string symbols();

 private:
  std::vector<CellRecord> list_;
  bool modes_differ_ = false;
  bool precisions_differ_ = false;
  bool devices_differ_ = false;
};

}  // namespace mbench
