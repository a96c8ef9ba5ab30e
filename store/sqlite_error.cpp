#include "store/sqlite_error.h"

#include <cstring>
#include <string>

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace mbench {
namespace {

constexpr const char* kKept = "; what was stored before is kept";

std::string reason(int system_error, const char* otherwise) {
  return system_error == 0 ? otherwise : std::strerror(system_error);
}

}  // namespace

StoreError store_error(const fs::path& path, const SQLite::Exception& error, sqlite3* connection) {
  const std::string store = "store " + path.string();
  const int system_error = connection == nullptr ? 0 : sqlite3_system_errno(connection);
  switch (error.getErrorCode() & 0xff) {
    case SQLITE_NOTADB:
      return StoreError(store + " is not an SQLite database", "name another file after --db");
    case SQLITE_CORRUPT:
      return StoreError(fmt::format("{} is damaged: {}", store, error.what()),
                        "keep a copy; `sqlite3 FILE .recover` writes out what can still be read");
    case SQLITE_FULL:
      return StoreError(
          store + " cannot be written: the disk is full",
          std::string("free some space and run the same command with --resume") + kKept);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreError(store + " is locked by another process",
                        "wait until it has finished, or name another file after --db");
    case SQLITE_READONLY:
      return StoreError(store + " cannot be written: the file or its folder is read-only",
                        "make it writable, or name a file elsewhere after --db");
    case SQLITE_CANTOPEN:
      return StoreError(store + " cannot be opened: " + reason(system_error, error.what()),
                        "the file and its folder must be readable and writable");
    case SQLITE_IOERR:
      // SQLite does not tell a disk quota or a limit on the size of files from a failing disk.
      return StoreError(
          store + " cannot be read or written: " + reason(system_error, "input/output error"),
          std::string("free some space, or look for a failing disk in the system's log") + kKept);
    default:
      return StoreError(fmt::format("{} refused an operation: {}", store, error.what()));
  }
}

}  // namespace mbench
