#include "store/sqlite_error.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace mbench {
namespace {

StoreError disk_full(const std::string& store, const std::string& reason) {
  return StoreError(store + " cannot be written: " + reason,
                    "free some space and run the same command with --resume; what was stored "
                    "before is kept");
}

StoreError input_output(const std::string& store, int system_error) {
  const bool no_space = system_error == ENOSPC || system_error == EFBIG || system_error == EDQUOT;
  const std::string reason = system_error == 0 ? "input/output error" : std::strerror(system_error);
  if (no_space) return disk_full(store, reason);
  return StoreError(store + " cannot be read or written: " + reason,
                    "look at the system's log; the disk or the network file system may be failing");
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
      return disk_full(store, "the disk is full");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreError(store + " is locked by another process",
                        "wait until it has finished, or name another file after --db");
    case SQLITE_READONLY:
      return StoreError(store + " cannot be written: the file or its folder is read-only",
                        "make it writable, or name a file elsewhere after --db");
    case SQLITE_CANTOPEN:
      return StoreError(fmt::format("{} cannot be opened: {}", store,
                                    system_error == 0 ? error.what() : std::strerror(system_error)),
                        "the file and its folder must be readable and writable");
    case SQLITE_IOERR:
      return input_output(store, system_error);
    default:
      return StoreError(fmt::format("{} refused an operation: {}", store, error.what()));
  }
}

}  // namespace mbench
