#pragma once

#include "core/filesystem.h"

#include <functional>
#include <memory>

namespace SQLite {
class Database;
}

namespace mbench {

/// An open mbench store: one SQLite file with foreign keys on, a write-ahead log and a
/// busy time-out, brought to this version's schema when it is opened.
class Database {
 public:
  enum class Open {
    create,    ///< made if it is not there
    existing,  ///< must be there
    read_only
  };

  /// Throws StoreError: not there, not a database, damaged, written by a newer mbench
  /// (with both versions), folder not writable, locked by another process for too long.
  Database(const fs::path& path, Open how);
  ~Database();
  Database(Database&&) noexcept;

  const fs::path& path() const { return path_; }

  /// Runs `work` in one transaction: all of it is written, or, if it throws, nothing.
  void transaction(const std::function<void()>& work);

  /// For the other files of store/ only.
  SQLite::Database& handle();

 private:
  fs::path path_;
  std::unique_ptr<SQLite::Database> handle_;
};

/// The schema's version that this program writes (PRAGMA user_version).
int schema_version();

}  // namespace mbench
