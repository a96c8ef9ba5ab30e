#include "benchmarks/store/raw_sqlite.h"

#include <sqlite3.h>

#include <stdexcept>

namespace mbench {
namespace {

void check(int code, sqlite3* database) {
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
    throw std::runtime_error(sqlite3_errmsg(database));
  }
}

void bind(sqlite3_stmt* statement, int index, const std::string& text) {
  sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

}  // namespace

RawSqlite::RawSqlite(const fs::path& path) {
  check(sqlite3_open(path.c_str(), &database_), database_);
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;"
      "CREATE TABLE result (key TEXT PRIMARY KEY, image TEXT, trimap TEXT, alpha TEXT, model TEXT,"
      " convention TEXT, sample TEXT, foreground TEXT, ordinal INTEGER, width INTEGER,"
      " height INTEGER, state TEXT, message TEXT, sad REAL, mse REAL, grad REAL, conn REAL,"
      " latency_ms REAL, rss_before INTEGER, rss_peak INTEGER);"
      "CREATE TABLE sample (name TEXT, split TEXT, image TEXT, alpha TEXT, trimap TEXT,"
      " source TEXT, foreground TEXT, background TEXT, category TEXT, width INTEGER,"
      " height INTEGER, bytes INTEGER, modified INTEGER, ordinal INTEGER)");
  put_result_ =
      prepare("INSERT OR REPLACE INTO result VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  put_sample_ = prepare("INSERT INTO sample VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
}

RawSqlite::~RawSqlite() {
  sqlite3_finalize(put_result_);
  sqlite3_finalize(put_sample_);
  sqlite3_close(database_);
}

void RawSqlite::run(const char* sql) {
  check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), database_);
}

sqlite3_stmt* RawSqlite::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr), database_);
  return statement;
}

void RawSqlite::put(const ResultRecord& result) {
  const ResultIdentity& identity = result.identity;
  const std::string key = identity.key();
  const std::string state = to_text(result.state);
  int at = 0;
  for (const std::string* text :
       {&key, &identity.image_digest, &identity.trimap_digest, &identity.alpha_digest,
        &identity.model, &identity.convention, &result.sample, &result.foreground}) {
    bind(put_result_, ++at, *text);
  }
  for (const int number : {result.ordinal, result.width, result.height}) {
    sqlite3_bind_int(put_result_, ++at, number);
  }
  bind(put_result_, ++at, state);
  bind(put_result_, ++at, result.message);
  for (const ScoreRecord& score : result.scores) {
    sqlite3_bind_double(put_result_, ++at, score.value.value_or(0));
  }
  sqlite3_bind_double(put_result_, ++at, result.measurement->latency_ms.value_or(0));
  sqlite3_bind_int64(put_result_, ++at, result.measurement->rss_before_bytes.value_or(0));
  sqlite3_bind_int64(put_result_, ++at, result.measurement->rss_peak_bytes.value_or(0));
  check(sqlite3_step(put_result_), database_);
  check(sqlite3_reset(put_result_), database_);
}

void RawSqlite::put(const SampleRecord& sample, int ordinal) {
  int at = 0;
  for (const std::string* text :
       {&sample.name, &sample.split, &sample.image, &sample.alpha, &sample.trimap,
        &sample.trimap_recipe, &sample.foreground, &sample.background, &sample.category}) {
    bind(put_sample_, ++at, *text);
  }
  sqlite3_bind_int(put_sample_, ++at, sample.width);
  sqlite3_bind_int(put_sample_, ++at, sample.height);
  sqlite3_bind_int64(put_sample_, ++at, 234567 + ordinal);
  sqlite3_bind_int64(put_sample_, ++at, 1'700'000'000'000'000'000 + ordinal);
  sqlite3_bind_int(put_sample_, ++at, ordinal);
  check(sqlite3_step(put_sample_), database_);
  check(sqlite3_reset(put_sample_), database_);
}

double RawSqlite::read_results() {
  sqlite3_stmt* rows = prepare("SELECT * FROM result ORDER BY rowid");
  double sum = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(rows); ++column) {
      if (sqlite3_column_type(rows, column) == SQLITE_TEXT) {
        sum += sqlite3_column_text(rows, column)[0];
      } else {
        sum += sqlite3_column_double(rows, column);
      }
    }
  }
  sqlite3_finalize(rows);
  return sum;
}

}  // namespace mbench
