#pragma once

#include "core/filesystem.h"

#include <chrono>
#include <functional>
#include <memory>

namespace SQLite {
class Database;
}

namespace mbench {

class StatementCache;

/// An open mbench store: one SQLite file with foreign keys on, a write-ahead log and a
/// busy time-out, brought to this version's schema when it is opened.
///
/// Killing the program at any moment loses no finished transaction. A power cut damages
/// nothing but can take the last transactions with it, which `--resume` then does again.
///
/// One thread at a time may use an object; several processes or objects may use one file.
class Database {
 public:
  enum class Open {
    create,    ///< made, with its folder, if it is not there
    existing,  ///< must be there
    read_only  ///< must be there; works in a folder that cannot be written, too
  };

  /// `patience`: how long to wait for another process that writes.
  ///
  /// Throws StoreError: not there, a folder, not a database or not mbench's, damaged,
  /// written by a newer mbench (with both versions), folder not writable, locked by
  /// another process for too long.
  Database(const fs::path& path, Open how,
           std::chrono::milliseconds patience = std::chrono::seconds(30));
  ~Database();
  Database(Database&&) noexcept;

  const fs::path& path() const { return path_; }

  /// Runs `work` in one transaction: all of it is written, or, if it throws, nothing.
  /// Within a transaction it just runs, and the outer one decides.
  void transaction(const std::function<void()>& work);

  /// Reads the whole file. Throws StoreError with the first faults if a page is damaged,
  /// an index disagrees with its table or a row refers to one that is not there.
  void verify();

  /// For the other files of store/ only.
  SQLite::Database& handle();
  StatementCache& statements();

 private:
  fs::path path_;
  std::unique_ptr<SQLite::Database> handle_;
  std::unique_ptr<StatementCache> statements_;
  int depth_ = 0;  // of nested transactions
};

/// The schema's version that this program writes (PRAGMA user_version).
int schema_version();

}  // namespace mbench
