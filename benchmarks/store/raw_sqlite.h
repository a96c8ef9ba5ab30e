#pragma once

#include "core/filesystem.h"
#include "store/records.h"

#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace mbench {

/// The least that SQLite can do with the same data: flat tables without references, one
/// prepared statement a row, through the C interface and with the store's settings.
class RawSqlite {
 public:
  explicit RawSqlite(const fs::path& path);
  ~RawSqlite();
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;

  void run(const char* sql);
  /// One row of 20 columns, in a transaction of its own unless one is open.
  void put(const ResultRecord& result);
  void put(const SampleRecord& sample, int ordinal);
  /// Reads every result in order; the sum of its numbers, so that none is left out.
  double read_results();

 private:
  sqlite3_stmt* prepare(const char* sql);

  sqlite3* database_ = nullptr;
  sqlite3_stmt* put_result_ = nullptr;
  sqlite3_stmt* put_sample_ = nullptr;
};

}  // namespace mbench
