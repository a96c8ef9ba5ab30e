#pragma once

#include "core/error.h"
#include "core/filesystem.h"

struct sqlite3;

namespace SQLite {
class Exception;
}

namespace mbench {

/// SQLite's error in the user's terms, naming the file, with the remedy as its hint.
/// `connection` may be null; it knows the system's reason for an input/output error.
StoreError store_error(const fs::path& path, const SQLite::Exception& error, sqlite3* connection);

}  // namespace mbench
