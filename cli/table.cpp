#include "cli/table.h"

#include "core/csv_field.h"
#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <ostream>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kGap = 2;             // blanks between aligned columns
constexpr std::size_t kNarrowestText = 12;  // below this, a name says little
constexpr std::size_t kStub = 4;

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// A cell on one line. `digits` below 0: shortest text that reads back equal.
std::string cell_text(const Json& cell, int digits, const std::string& absent) {
  if (cell.is_null()) return absent;
  if (cell.is_string()) return cell.get<std::string>();
  if (cell.is_boolean()) return cell.get<bool>() ? "yes" : "no";
  if (cell.is_number_float()) {
    const double value = cell.get<double>();
    return digits < 0 ? fmt::format("{}", value) : fmt::format("{:.{}f}", value, digits);
  }
  if (cell.is_array()) {
    std::string text;
    for (const Json& item : cell)
      text += (text.empty() ? "" : "; ") + cell_text(item, digits, absent);
    return text;
  }
  return dump(cell, -1);
}

/// Without control characters: a file's name must not move the cursor.
std::string printable(std::string text) {
  for (char& letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte == 0x7F) letter = '?';
  }
  return text;
}

/// Characters of UTF-8 text, as a terminal counts most scripts.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
  }));
}

std::string cut(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  std::string kept;
  std::size_t count = 0;
  for (const char letter : text) {
    const bool begins = (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
    if (begins && ++count > width - 1) break;
    kept += letter;
  }
  return kept + "…";
}

std::string heading(const Column& column) { return column.path.substr(column.path.rfind('.') + 1); }

std::string markdown_field(const std::string& text) {
  std::string field;
  for (const char letter : printable(text)) {
    if (letter == '|' || letter == '\\') field += '\\';
    field += letter;
  }
  return field;
}

/// Makes the line fit by cutting texts: first the widest, then the last one, which
/// explains, then whatever is left, names among them.
void fit(std::vector<std::size_t>& widths, const std::vector<bool>& is_number, int columns) {
  if (columns <= 0) return;
  const auto too_wide = [&] {
    return std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1)) >
           static_cast<std::size_t>(columns);
  };
  const auto narrow_widest = [&](std::size_t narrowest) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (is_number[i] || widths[i] <= narrowest) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) return false;
    --widths[widest];
    return true;
  };
  while (too_wide() && narrow_widest(kNarrowestText)) {
  }
  while (too_wide() && !is_number.back() && widths.back() > kStub) --widths.back();
  while (too_wide() && narrow_widest(kStub)) {
  }
}

}  // namespace

OutputFormat output_format(const std::string& text) {
  if (text == "table") return OutputFormat::table;
  if (text == "csv") return OutputFormat::csv;
  if (text == "json") return OutputFormat::json;
  if (text == "jsonl") return OutputFormat::jsonl;
  if (text == "md") return OutputFormat::md;
  throw InternalError(fmt::format("no listing is written as {}", text));
}

void Table::add(Row row) {
  MBENCH_ASSERT(row.size() == columns_.size());
  rows_.push_back(std::move(row));
}

void Table::add_summary(Row row) {
  MBENCH_ASSERT(row.size() == columns_.size());
  summaries_.push_back(std::move(row));
}

std::vector<std::size_t> Table::shown_columns() const {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].detail) shown.push_back(i);
  }
  return shown;
}

Json Table::object(const Row& row) const {
  Json object = Json::object();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string& path = columns_[i].path;
    const std::size_t dot = path.find('.');
    if (dot == std::string::npos) {
      object[path] = row[i];
    } else {
      object[path.substr(0, dot)][path.substr(dot + 1)] = row[i];
    }
  }
  return object;
}

void Table::write_aligned(const TableStyle& style, std::ostream& out) const {
  const std::vector<std::size_t> shown = shown_columns();
  std::vector<std::vector<std::string>> lines(1);
  std::vector<bool> is_number(shown.size(), true);
  for (const std::size_t i : shown) lines[0].push_back(heading(columns_[i]));
  for (const auto* rows : {&rows_, &summaries_}) {
    for (const Row& row : *rows) {
      lines.emplace_back();
      for (std::size_t k = 0; k < shown.size(); ++k) {
        const Json& cell = row[shown[k]];
        if (!cell.is_number() && !cell.is_null() && rows == &rows_) is_number[k] = false;
        lines.back().push_back(printable(cell_text(cell, columns_[shown[k]].digits, "-")));
      }
    }
  }
  std::vector<std::size_t> widths(shown.size(), 0);
  for (const auto& line : lines) {
    for (std::size_t k = 0; k < line.size(); ++k)
      widths[k] = std::max(widths[k], width_of(line[k]));
  }
  fit(widths, is_number, style.columns);
  for (std::size_t n = 0; n < lines.size(); ++n) {
    std::string text;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      const std::string cell = cut(lines[n][k], widths[k]);
      const std::string blanks(widths[k] - width_of(cell), ' ');
      const bool is_last = k + 1 == shown.size();
      text += is_number[k] ? blanks + cell : is_last ? cell : cell + blanks;
      if (!is_last) text += std::string(kGap, ' ');
    }
    const bool stands_out = n == 0 || n > rows_.size();
    out << (style.color && stands_out ? "\033[1m" + text + "\033[0m" : text) << '\n';
  }
}

void Table::write_csv(std::ostream& out) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    out << (i ? "," : "") << csv_field(heading(columns_[i]));
  }
  out << '\n';
  for (const Row& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out << (i ? "," : "") << csv_field(cell_text(row[i], -1, ""));
    }
    out << '\n';
  }
}

void Table::write_markdown(std::ostream& out) const {
  const std::vector<std::size_t> shown = shown_columns();
  std::string rule = "|";
  out << '|';
  for (const std::size_t i : shown) {
    out << ' ' << markdown_field(heading(columns_[i])) << " |";
    const bool numbers =
        !rows_.empty() && std::all_of(rows_.begin(), rows_.end(), [&](const Row& row) {
          return row[i].is_number() || row[i].is_null();
        });
    rule += numbers ? " ---: |" : " --- |";
  }
  out << '\n' << rule << '\n';
  for (const auto* rows : {&rows_, &summaries_}) {
    for (const Row& row : *rows) {
      out << '|';
      for (const std::size_t i : shown) {
        out << ' ' << markdown_field(cell_text(row[i], columns_[i].digits, "-")) << " |";
      }
      out << '\n';
    }
  }
}

void Table::write(OutputFormat format, const TableStyle& style, std::ostream& out) const {
  switch (format) {
    case OutputFormat::table:
      return write_aligned(style, out);
    case OutputFormat::csv:
      return write_csv(out);
    case OutputFormat::md:
      return write_markdown(out);
    case OutputFormat::jsonl:
      for (const Row& row : rows_) out << dump(object(row), -1) << '\n';
      return;
    case OutputFormat::json:
      out << '[';
      for (std::size_t n = 0; n < rows_.size(); ++n) {
        out << (n ? ",\n " : "\n ") << dump(object(rows_[n]), -1);
      }
      out << (rows_.empty() ? "]\n" : "\n]\n");
      return;
  }
}

void write_record(const Json& record, OutputFormat format, const TableStyle& style,
                  std::ostream& out) {
  if (format == OutputFormat::json || format == OutputFormat::jsonl) {
    out << dump(record, format == OutputFormat::json ? 2 : -1) << '\n';
    return;
  }
  Table table({{"field"}, {"value"}});
  for (const auto& [field, value] : record.items()) {
    table.add({field, cell_text(value, -1, format == OutputFormat::csv ? "" : "-")});
  }
  table.write(format, style, out);
}

}  // namespace mbench
