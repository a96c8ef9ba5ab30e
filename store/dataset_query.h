#pragma once

#include "store/database.h"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace mbench {

/// A value of a query's row; the first kind is NULL.
using QueryValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// Receives the rows one by one, each with as many values as there are columns.
struct QueryReader {
  std::function<void(const std::vector<std::string>& columns)> begin;
  std::function<void(const std::vector<QueryValue>& row)> row;
};

/// Runs one statement that only reads. The views `samples` and `expressions` are meant for it:
/// one row a sample with id, dataset, layout, split, name, foreground, background, entity,
/// category, type, width, height, megapixels, unknown_share, trimap_source, image, alpha, trimap,
/// foreground_file, background_file (paths below root), bytes, channels, bit_depth,
/// image_sha256, alpha_sha256, trimap_sha256, root; and one an expression with id (the sample's),
/// dataset, split, name, place, text.
///
/// Throws UsageError with SQLite's reason if it is no statement, more than one, or one that
/// would write; names near a column that does not exist are suggested. Throws Interrupted.
void query(Database& database, const std::string& sql, const QueryReader& reader);

/// The text as a literal of SQL.
std::string sql_text(const std::string& text);

/// The columns of the view `samples`, in order.
std::vector<std::string> sample_columns(Database& database);

}  // namespace mbench
