#include "cli/query_writer.h"

#include "reports/csv_writer.h"

#include <optional>

namespace mbench {
namespace {

constexpr int kShownDigits = 4;  // decimals of a number in a table for people

Table::Cell cell_of(const QueryValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

/// A file's name may hold any bytes; JSON holds only UTF-8.
std::string text_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void write_csv(CsvWriter& csv, const QueryValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    csv.integer(*integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    csv.number(*real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    csv.text(*text);
  } else {
    csv.number(std::nullopt);
  }
}

}  // namespace

QueryWriter::QueryWriter(OutputFormat format, const TableStyle& style, std::ostream& out)
    : format_(format), style_(style), out_(out) {}

QueryWriter::~QueryWriter() = default;

QueryReader QueryWriter::reader() {
  return {[this](const std::vector<std::string>& columns) {
            columns_ = columns;
            if (format_ == OutputFormat::json) out_ << "[";
            if (format_ == OutputFormat::csv) {
              CsvWriter csv(out_);
              for (const std::string& column : columns) csv.text(column);
              csv.end_line();
            }
            if (format_ != OutputFormat::table && format_ != OutputFormat::md) return;
            std::vector<Column> shown;
            for (const std::string& column : columns) shown.push_back({column, kShownDigits});
            table_ = std::make_unique<Table>(shown);
          },
          [this](const std::vector<QueryValue>& row) { write(row); }};
}

void QueryWriter::write(const std::vector<QueryValue>& row) {
  ++rows_;
  if (table_) {
    Table::Row cells;
    for (const QueryValue& value : row) cells.push_back(cell_of(value));
    return table_->add(std::move(cells));
  }
  if (format_ == OutputFormat::csv) {
    CsvWriter csv(out_);
    for (const QueryValue& value : row) write_csv(csv, value);
    return csv.end_line();
  }
  nlohmann::ordered_json object;
  for (std::size_t i = 0; i < row.size(); ++i) object[columns_[i]] = cell_of(row[i]);
  const bool array = format_ == OutputFormat::json;
  out_ << (!array ? "" : rows_ == 1 ? "\n  " : ",\n  ") << text_of(object) << (array ? "" : "\n");
}

void QueryWriter::end() {
  if (table_) table_->write(format_, style_, out_);
  if (format_ == OutputFormat::json) out_ << (rows_ == 0 ? "]\n" : "\n]\n");
}

}  // namespace mbench
