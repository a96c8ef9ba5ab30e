#include "datasets/manifest_rows.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/nearest_names.h"
#include "datasets/csv_records.h"
#include "datasets/file_tree.h"

namespace mbench {
namespace {

using Json = nlohmann::json;

std::string shown(std::string_view text) {
  constexpr std::size_t kMostBytes = 80;
  return fmt::format("{:?}", text.substr(0, kMostBytes));
}

/// Where a message is about.
struct Line {
  const std::string& file;
  int number;
};

[[noreturn]] void refuse(const Line& line, const std::string& what, const std::string& hint = {}) {
  throw DataError(fmt::format("{}:{}: {}", line.file, line.number, what), hint);
}

/// Throws DataError for an unknown one, naming the nearest.
ManifestField field_named(const std::string& name, const Line& line) {
  const auto place = std::find(kManifestFields.begin(), kManifestFields.end(), name);
  if (place == kManifestFields.end()) {
    refuse(line, fmt::format("there is no column {}", shown(name)),
           did_you_mean(name, {kManifestFields.begin(), kManifestFields.end()}));
  }
  return static_cast<ManifestField>(place - kManifestFields.begin());
}

void check_text(const std::string& value, const Line& line) {
  if (!is_utf8(value)) refuse(line, fmt::format("{} is not UTF-8", shown(value)));
  const bool control = std::any_of(value.begin(), value.end(), [](unsigned char letter) {
    return letter < 0x20 || letter == 0x7F;
  });
  if (control) refuse(line, fmt::format("{} holds a control character", shown(value)));
}

std::vector<ManifestField> columns_of(const CsvRecord& header, const Line& line) {
  std::vector<ManifestField> columns;
  for (const std::string& name : header.fields) {
    check_text(name, line);
    const ManifestField field = field_named(folded_name(name), line);
    if (std::find(columns.begin(), columns.end(), field) != columns.end()) {
      refuse(line, fmt::format("the column {} is there twice", shown(name)));
    }
    columns.push_back(field);
  }
  return columns;
}

/// Takes the parser's events of one line: an object of texts, and nothing in it.
class RowReader final : public nlohmann::json_sax<Json> {
 public:
  RowReader(ManifestRow& row, const Line& line) : row_(row), line_(line) {}

  bool null() override { return field_ ? true : wrong_kind(); }
  bool boolean(bool) override { return wrong_kind(); }
  bool number_integer(number_integer_t) override { return wrong_kind(); }
  bool number_unsigned(number_unsigned_t) override { return wrong_kind(); }
  bool number_float(number_float_t, const string_t&) override { return wrong_kind(); }
  bool binary(binary_t&) override { return wrong_kind(); }
  bool start_array(std::size_t) override { return wrong_kind(); }
  bool end_array() override { return true; }
  bool end_object() override { return true; }

  bool start_object(std::size_t) override {
    if (is_open_) return wrong_kind();
    is_open_ = true;
    return true;
  }

  bool key(string_t& text) override {
    const ManifestField field = field_named(text, line_);
    if (std::find(had_.begin(), had_.end(), field) != had_.end()) {
      refuse(line_, fmt::format("{} is there twice", shown(text)));
    }
    had_.push_back(field);
    field_ = field;
    return true;
  }

  bool string(string_t& text) override {
    if (!field_) return wrong_kind();
    check_text(text, line_);
    row_[*field_] = text;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    refuse(line_, fmt::format("this is no JSON in UTF-8 at byte {} of the line", position));
  }

 private:
  [[noreturn]] bool wrong_kind() const {
    if (!field_) refuse(line_, "this is no JSON object", "write one object of texts a line");
    refuse(line_, fmt::format("{} is no text", kManifestFields[static_cast<std::size_t>(*field_)]));
  }

  ManifestRow& row_;
  const Line& line_;
  bool is_open_ = false;
  std::optional<ManifestField> field_;
  std::vector<ManifestField> had_;
};

}  // namespace

std::vector<ManifestRow> csv_manifest_rows(std::string_view text, const std::string& name) {
  const std::vector<CsvRecord> records = parse_csv(text, name);
  if (records.empty()) refuse({name, 1}, "there is no line that names the columns");
  const std::vector<ManifestField> columns =
      columns_of(records.front(), {name, records.front().line});
  std::vector<ManifestRow> rows;
  for (auto record = records.begin() + 1; record != records.end(); ++record) {
    const Line line{name, record->line};
    if (record->fields.size() != columns.size()) {
      refuse(line, fmt::format("there are {} fields where the first line names {} columns",
                               record->fields.size(), columns.size()));
    }
    ManifestRow row{record->line, {}};
    for (std::size_t i = 0; i < columns.size(); ++i) {
      check_text(record->fields[i], line);
      row[columns[i]] = record->fields[i];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<ManifestRow> jsonl_manifest_rows(std::string_view text, const std::string& name) {
  text = without_byte_order_mark(text);
  std::vector<ManifestRow> rows;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Line line{name, number};
    ManifestRow row{number, {}};
    RowReader reader(row, line);
    Json::sax_parse(content.begin(), content.end(), &reader);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace mbench
