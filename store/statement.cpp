#include "store/statement.h"

#include <cmath>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "store/sqlite_error.h"

namespace mbench {

StatementCache::StatementCache() = default;
StatementCache::~StatementCache() = default;

std::unique_ptr<SQLite::Statement> StatementCache::take(SQLite::Database& database,
                                                        std::string_view sql) {
  auto& idle = idle_[sql];
  if (idle.empty()) return std::make_unique<SQLite::Statement>(database, std::string(sql));
  auto statement = std::move(idle.back());
  idle.pop_back();
  return statement;
}

void StatementCache::give_back(std::string_view sql, std::unique_ptr<SQLite::Statement> statement) {
  idle_[sql].push_back(std::move(statement));
}

template <typename Work>
auto Statement::guarded(const Work& work) const {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw store_error(database_.path(), error, database_.handle().getHandle());
  }
}

Statement::Statement(Database& database, const char* sql) : database_(database), sql_(sql) {
  statement_ = guarded([&] { return database_.statements().take(database_.handle(), sql_); });
}

Statement::~Statement() {
  // A statement that failed reports its error again when it is reset; it was heard already.
  statement_->tryReset();
  try {
    statement_->clearBindings();
    database_.statements().give_back(sql_, std::move(statement_));
  } catch (const std::exception&) {
    statement_.reset();
  }
}

Statement& Statement::bind(std::int64_t value) {
  guarded([&] { statement_->bind(++bound_, value); });
  return *this;
}

Statement& Statement::bind(const std::optional<std::int64_t>& value) {
  if (value) return bind(*value);
  guarded([&] { statement_->bind(++bound_); });
  return *this;
}

Statement& Statement::bind(const std::optional<double>& value) {
  guarded([&] {
    if (value && std::isfinite(*value)) {
      statement_->bind(++bound_, *value);
    } else {
      statement_->bind(++bound_);
    }
  });
  return *this;
}

Statement& Statement::bind(const std::string& text) {
  guarded([&] { statement_->bindNoCopy(++bound_, text); });
  return *this;
}

Statement& Statement::bind_blob(const std::string& bytes) {
  guarded([&] { statement_->bindNoCopy(++bound_, bytes.data(), static_cast<int>(bytes.size())); });
  return *this;
}

bool Statement::step() {
  return guarded([&] { return statement_->executeStep(); });
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  guarded([&] { statement_->reset(); });
  bound_ = 0;
}

std::optional<std::int64_t> Statement::single_integer() {
  std::optional<std::int64_t> value;
  if (step()) value = integer(0);
  reset();
  return value;
}

std::int64_t Statement::integer(int column) const {
  return guarded([&] { return statement_->getColumn(column).getInt64(); });
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  return guarded([&]() -> std::optional<std::int64_t> {
    const SQLite::Column value = statement_->getColumn(column);
    if (value.isNull()) return std::nullopt;
    return value.getInt64();
  });
}

std::optional<double> Statement::optional_real(int column) const {
  return guarded([&]() -> std::optional<double> {
    const SQLite::Column value = statement_->getColumn(column);
    if (value.isNull()) return std::nullopt;
    return value.getDouble();
  });
}

std::string Statement::text(int column) const {
  std::string into;
  read_text(column, into);
  return into;
}

void Statement::read_text(int column, std::string& into) const {
  guarded([&] {
    const SQLite::Column value = statement_->getColumn(column);
    const void* bytes = value.getBlob();
    const int size = value.getBytes();
    into.assign(static_cast<const char*>(bytes == nullptr ? "" : bytes),
                static_cast<std::size_t>(size));
  });
}

}  // namespace mbench
