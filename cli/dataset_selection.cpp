#include "cli/dataset_selection.h"

#include "core/error.h"
#include "core/nearest_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFileColumns[] = {"image", "alpha", "trimap", "foreground_file",
                                             "background_file"};

/// Of a JSON array of texts whose bytes need not be UTF-8.
std::vector<std::string> texts_of(const QueryValue& array) {
  const std::string& text = std::get<std::string>(array);
  Json list = Json::parse(text, nullptr, false);
  if (list.is_discarded()) {
    const std::string valid = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    list = Json::parse(Json::parse(valid).get<std::string>());
  }
  return list.get<std::vector<std::string>>();
}

void require_split(Database& database, const DatasetRecord& dataset, const std::string& split) {
  if (split.empty()) return;
  std::vector<std::string> splits;
  query(database,
        fmt::format("SELECT DISTINCT split FROM samples WHERE root = {}", sql_text(dataset.root)),
        {[](const auto&) {},
         [&](const std::vector<QueryValue>& row) {
           const std::string& name = std::get<std::string>(row.front());
           if (!name.empty()) splits.push_back(name);
         }});
  if (std::find(splits.begin(), splits.end(), split) != splits.end()) return;
  throw UsageError(fmt::format("no sample of {} is of the split '{}'", dataset.name, split),
                   splits.empty() ? "its samples are of no split" : did_you_mean(split, splits));
}

}  // namespace

const QueryValue& SampleRow::value(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  MBENCH_ASSERT(found != columns_.end());
  return values_[static_cast<std::size_t>(found - columns_.begin())];
}

const std::string& SampleRow::text(std::string_view column) const {
  static const std::string none;
  const auto* const text = std::get_if<std::string>(&value(column));
  return text == nullptr ? none : *text;
}

std::optional<double> SampleRow::number(std::string_view column) const {
  const QueryValue& found = value(column);
  if (const auto* real = std::get_if<double>(&found)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&found)) return static_cast<double>(*whole);
  return std::nullopt;
}

std::string SampleRow::title() const {
  const std::string& split = text("split");
  return fmt::format("'{}'{}", text("name"), split.empty() ? "" : " of split " + split);
}

SampleRows::SampleRows(Database& database, const DatasetSelection& selection)
    : database_(database),
      selection_(selection),
      dataset_(SampleStore(database).dataset(selection.dataset)) {
  require_split(database_, dataset_, selection_.split);
}

std::string SampleRows::condition() const {
  std::string sql = fmt::format("root = {}", sql_text(dataset_.root));
  if (!selection_.split.empty()) sql += fmt::format(" AND split = {}", sql_text(selection_.split));
  // On lines of its own, so that a comment at its end does not swallow the rest.
  if (!selection_.where.empty()) sql += fmt::format(" AND (\n{}\n)", selection_.where);
  return sql;
}

std::size_t SampleRows::each(const std::function<void(const SampleRow&)>& use) const {
  std::string sql = fmt::format(
      "SELECT *, (SELECT json_group_array(text) FROM (SELECT text FROM expressions "
      "WHERE expressions.id = samples.id ORDER BY place)) FROM samples WHERE {} ORDER BY id",
      condition());
  if (selection_.limit > 0) sql += fmt::format(" LIMIT {}", selection_.limit);
  std::vector<std::string> columns;
  std::vector<bool> is_file;
  std::vector<QueryValue> values;
  std::size_t count = 0;
  const auto begin = [&](const std::vector<std::string>& all) {
    columns.assign(all.begin(), all.end() - 1);
    for (const std::string& column : columns) {
      is_file.push_back(std::find(std::begin(kFileColumns), std::end(kFileColumns), column) !=
                        std::end(kFileColumns));
    }
  };
  const auto row = [&](const std::vector<QueryValue>& all) {
    values.assign(all.begin(), all.end() - 1);
    for (std::size_t i = 0; selection_.absolute && i < values.size(); ++i) {
      auto* const path = std::get_if<std::string>(&values[i]);
      if (is_file[i] && path != nullptr) *path = dataset_.root + '/' + *path;
    }
    const std::vector<std::string> expressions = texts_of(all.back());
    use(SampleRow(columns, values, expressions));
    ++count;
  };
  query(database_, sql, {begin, row});
  return count;
}

std::size_t SampleRows::count() const {
  std::size_t count = 0;
  query(database_, fmt::format("SELECT count(*) FROM samples WHERE {}", condition()),
        {[](const auto&) {},
         [&](const std::vector<QueryValue>& row) {
           count = static_cast<std::size_t>(std::get<std::int64_t>(row.front()));
         }});
  return count;
}

}  // namespace mbench
