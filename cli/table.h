#pragma once

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace mbench {

/// How a listing is written, as after `-o`.
enum class OutputFormat {
  table,  ///< for people: aligned, rounded
  csv,    ///< RFC 4180
  json,   ///< one array of objects
  jsonl,  ///< one object a line
  md      ///< a Markdown table
};

/// Throws InternalError for another word (the setting `output` was checked before).
OutputFormat output_format(const std::string& text);

/// How a table for people may look.
struct TableStyle {
  bool color = false;
  int columns = 0;  ///< the terminal's width, to which long texts are cut; 0: never cut
};

/// A column of a listing.
struct Column {
  /// Its place in the JSON object: "name", or "metrics.sad" for an object within. The
  /// last part is the heading.
  std::string path;
  int digits = -1;      ///< decimals in `table` and `md`; -1: as many as needed
  bool detail = false;  ///< left out of `table` and `md`
};

/// A listing that every listing command writes in the same five ways.
class Table {
 public:
  using Cell = nlohmann::ordered_json;  ///< null, text, number, truth, or a list of texts
  using Row = std::vector<Cell>;

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Throws InternalError unless there is one cell for each column.
  void add(Row row);
  /// A last line such as the mean, in `table` and `md` only.
  void add_summary(Row row);
  std::size_t rows() const { return rows_.size(); }

  void write(OutputFormat format, const TableStyle& style, std::ostream& out) const;

 private:
  void write_aligned(const TableStyle& style, std::ostream& out) const;
  void write_csv(std::ostream& out) const;
  void write_markdown(std::ostream& out) const;
  nlohmann::ordered_json object(const Row& row) const;
  std::vector<std::size_t> shown_columns() const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::vector<Row> summaries_;
};

/// One object: in `json` and `jsonl` as it is, in the others a table of field and value.
void write_record(const nlohmann::ordered_json& record, OutputFormat format,
                  const TableStyle& style, std::ostream& out);

}  // namespace mbench
