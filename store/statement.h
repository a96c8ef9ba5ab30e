#pragma once

#include "store/database.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace SQLite {
class Statement;
}

namespace mbench {

/// Prepared statements that nobody uses at the moment, by their SQL text, which must be
/// a literal.
class StatementCache {
 public:
  StatementCache();
  ~StatementCache();
  std::unique_ptr<SQLite::Statement> take(SQLite::Database& database, std::string_view sql);
  void give_back(std::string_view sql, std::unique_ptr<SQLite::Statement> statement);

 private:
  std::unordered_map<std::string_view, std::vector<std::unique_ptr<SQLite::Statement>>> idle_;
};

/// A prepared statement, borrowed from the database's cache for the time of its scope. For
/// the files of store/ only. Every SQLite error leaves it as StoreError.
class Statement {
 public:
  /// `sql` must be a literal.
  Statement(Database& database, const char* sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Bind in the order of the parameters, from the first on. Texts must live until the
  /// statement was run.
  Statement& bind(std::int64_t value);
  Statement& bind(const std::optional<std::int64_t>& value);
  Statement& bind(const std::optional<double>& value);
  Statement& bind(const std::string& text);
  Statement& bind_blob(const std::string& bytes);

  /// Goes to the next row; false if there is none.
  bool step();
  /// Runs it to its end and makes it ready for the next binding.
  void run();
  /// Makes it ready for the next binding.
  void reset();
  /// The integer that the only row holds; then ready for the next binding.
  std::optional<std::int64_t> single_integer();

  std::int64_t integer(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<double> optional_real(int column) const;
  std::string text(int column) const;
  /// Into an existing text, which keeps its memory.
  void read_text(int column, std::string& into) const;

 private:
  template <typename Work>
  auto guarded(const Work& work) const;

  Database& database_;
  std::string_view sql_;
  std::unique_ptr<SQLite::Statement> statement_;
  int bound_ = 0;
};

}  // namespace mbench
