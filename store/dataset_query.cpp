#include "store/dataset_query.h"

#include <memory>
#include <string_view>

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/nearest_names.h"

namespace mbench {
namespace {

constexpr int kStepsBetweenLooks = 100'000;  // of SQLite's machine; a few milliseconds

struct Finalise {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalise>;

/// Looks for Ctrl-C while a query runs, and lets it do nothing but read.
class Guard {
 public:
  explicit Guard(sqlite3* handle) : handle_(handle) {
    sqlite3_progress_handler(
        handle_, kStepsBetweenLooks, [](void*) { return interrupted() ? 1 : 0; }, nullptr);
    sqlite3_set_authorizer(
        handle_,
        [](void*, int action, const char*, const char*, const char*, const char*) {
          const bool reads = action == SQLITE_SELECT || action == SQLITE_READ ||
                             action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
          return reads ? SQLITE_OK : SQLITE_DENY;
        },
        nullptr);
  }
  ~Guard() {
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    sqlite3_set_authorizer(handle_, nullptr, nullptr);
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  sqlite3* handle_;
};

[[noreturn]] void refuse(const std::string& reason, const std::vector<std::string>& columns) {
  constexpr std::string_view kNoColumn = "no such column: ";
  std::string hint =
      "one SELECT over the views samples and expressions; `mbench data query --help` "
      "lists their columns";
  if (reason.starts_with(kNoColumn)) hint = did_you_mean(reason.substr(kNoColumn.size()), columns);
  throw UsageError(fmt::format("the query cannot be run: {}", reason), hint);
}

QueryValue value_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    default:
      break;
  }
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return std::string(bytes == nullptr ? "" : bytes, size);
}

/// The one statement of the text. Throws as query().
Prepared prepare(sqlite3* handle, const std::string& sql, const std::vector<std::string>& columns) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int status =
      sqlite3_prepare_v2(handle, sql.c_str(), static_cast<int>(sql.size()) + 1, &raw, &rest);
  Prepared statement(raw);
  if (status == SQLITE_AUTH) refuse("it would do more than read", columns);
  if (status != SQLITE_OK) refuse(sqlite3_errmsg(handle), columns);
  if (!statement) refuse("it is empty", columns);
  if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    refuse("it is more than one statement", columns);
  }
  if (sqlite3_stmt_readonly(statement.get()) == 0) refuse("it would write", columns);
  return statement;
}

}  // namespace

void query(Database& database, const std::string& sql, const QueryReader& reader) {
  const std::vector<std::string> known = sample_columns(database);
  sqlite3* const handle = database.handle().getHandle();
  const Guard guard(handle);
  const Prepared statement = prepare(handle, sql, known);
  const int count = sqlite3_column_count(statement.get());
  std::vector<std::string> columns;
  for (int i = 0; i < count; ++i) columns.emplace_back(sqlite3_column_name(statement.get(), i));
  reader.begin(columns);
  std::vector<QueryValue> row(static_cast<std::size_t>(count));
  for (;;) {
    const int status = sqlite3_step(statement.get());
    if (status == SQLITE_DONE) return;
    if (status == SQLITE_INTERRUPT) throw_if_interrupted();
    if (status != SQLITE_ROW) refuse(sqlite3_errmsg(handle), known);
    for (int i = 0; i < count; ++i) {
      row[static_cast<std::size_t>(i)] = value_of(statement.get(), i);
    }
    reader.row(row);
  }
}

std::string sql_text(const std::string& text) {
  std::string literal = "'";
  for (const char letter : text) literal += letter == '\'' ? "''" : std::string(1, letter);
  return literal + "'";
}

std::vector<std::string> sample_columns(Database& database) {
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database.handle().getHandle(), "SELECT * FROM samples", -1, &raw, nullptr);
  const Prepared statement(raw);
  std::vector<std::string> columns;
  for (int i = 0; i < sqlite3_column_count(raw); ++i) {
    columns.emplace_back(sqlite3_column_name(raw, i));
  }
  return columns;
}

}  // namespace mbench
