#include "store/database.h"

#include <fcntl.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <thread>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "core/error.h"
#include "store/schema.h"
#include "store/sqlite_error.h"
#include "store/statement.h"

namespace mbench {
namespace {

constexpr const char* kElsewhere = "name another file after --db";

void check_place(const fs::path& path, Database::Open how) {
  boost::system::error_code ignored;
  const std::string store = "store " + path.string();
  if (fs::is_directory(path, ignored)) throw StoreError(store + " is a folder", kElsewhere);
  if (fs::exists(path, ignored)) return;
  if (how != Database::Open::create) {
    throw StoreError(store + " does not exist", "`mbench run` makes one; name it after --db");
  }
  boost::system::error_code error;
  const fs::path folder = path.parent_path();
  fs::create_directories(folder, error);
  if (error) {
    throw StoreError(
        fmt::format("{} cannot be made: folder {}: {}", store, folder.string(), error.message()),
        kElsewhere);
  }
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) != 0) {
    throw StoreError(
        fmt::format("{} cannot be made: folder {} is not writable", store, folder.string()),
        "make it writable, or name a file elsewhere after --db");
  }
}

std::unique_ptr<SQLite::Database> open_file(const fs::path& path, const std::string& name,
                                            int flags, std::chrono::milliseconds patience) {
  try {
    // One thread at a time: SQLite need not lock every call.
    return std::make_unique<SQLite::Database>(name, flags | SQLITE_OPEN_NOMUTEX,
                                              static_cast<int>(patience.count()));
  } catch (const SQLite::Exception& error) {
    throw store_error(path, error, nullptr);
  }
}

/// A `file:` URI that opens the path as a file that nobody changes.
std::string immutable_uri(const fs::path& path) {
  std::string uri = "file:";
  for (const char letter : path.string()) {
    if (letter == '?' || letter == '#' || letter == '%') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(letter));
    } else {
      uri += letter;
    }
  }
  return uri + "?immutable=1";
}

/// Whether transactions may stand in the write-ahead log that are not in the file yet.
bool has_log(const fs::path& path) {
  boost::system::error_code error;
  const auto bytes = fs::file_size(path.string() + "-wal", error);
  return !error && bytes > 0;
}

/// Whether SQLite can read the file; it cannot make its shared-memory file in a folder
/// that is not writable. Throws for every other reason.
bool readable(SQLite::Database& handle, const fs::path& path) {
  try {
    handle.execAndGet("SELECT count(*) FROM sqlite_schema");
    return true;
  } catch (const SQLite::Exception& error) {
    const int code = error.getErrorCode() & 0xff;
    if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) return false;
    throw store_error(path, error, handle.getHandle());
  }
}

std::unique_ptr<SQLite::Database> open_to_read(const fs::path& path,
                                               std::chrono::milliseconds patience) {
  // Opened for writing where that is allowed, so that the last to leave tidies the log away.
  auto handle = open_file(path, path.string(), SQLITE_OPEN_READWRITE, patience);
  if (!readable(*handle, path)) {
    if (has_log(path)) {
      throw StoreError(
          fmt::format("store {} cannot be read: its folder is not writable and a write-ahead "
                      "log lies beside it",
                      path.string()),
          "copy the file together with its -wal to a writable folder and read it there");
    }
    handle = open_file(path, immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, patience);
  }
  return handle;
}

/// Changes the journal of a file to a write-ahead log. SQLite does not always wait for
/// its turn here, so we do.
void use_write_ahead_log(SQLite::Database& handle, std::chrono::milliseconds patience) {
  const auto give_up = std::chrono::steady_clock::now() + patience;
  for (;;) {
    try {
      const std::string mode = handle.execAndGet("PRAGMA journal_mode = WAL").getString();
      // A file system without shared memory keeps the old journal, which is safe against
      // power cuts only with FULL.
      handle.exec(mode == "wal" ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
      return;
    } catch (const SQLite::Exception& error) {
      const bool busy = (error.getErrorCode() & 0xff) == SQLITE_BUSY;
      if (!busy || std::chrono::steady_clock::now() >= give_up) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

struct Header {
  std::int64_t application_id = 0;
  std::int64_t version = 0;
  std::int64_t tables = 0;
  std::int64_t bytes = 0;
};

Header read_header(SQLite::Database& handle) {
  // In one transaction, or another process could make the store between two questions.
  SQLite::Transaction transaction(handle);
  Header header;
  header.application_id = handle.execAndGet("PRAGMA application_id").getInt64();
  header.version = handle.execAndGet("PRAGMA user_version").getInt64();
  header.tables = handle.execAndGet("SELECT count(*) FROM sqlite_schema").getInt64();
  header.bytes = handle.execAndGet("PRAGMA page_count").getInt64() *
                 handle.execAndGet("PRAGMA page_size").getInt64();
  transaction.commit();
  return header;
}

void check_ours(const Header& header, const fs::path& path, Database::Open how) {
  const std::string store = "store " + path.string();
  const bool empty = header.application_id == 0 && header.version == 0 && header.tables == 0;
  if (header.application_id != kApplicationId && !empty) {
    throw StoreError(store + " is an SQLite database, but not one of mbench", kElsewhere);
  }
  if (header.version > schema_version()) {
    throw StoreError(fmt::format("store {} has version {}, but this mbench knows only versions up "
                                 "to {}",
                                 path.string(), header.version, schema_version()),
                     "use the newer mbench that wrote it, or name another file after --db");
  }
  if (how == Database::Open::read_only && header.version < schema_version()) {
    throw StoreError(
        empty ? store + " is empty"
              : fmt::format("{} has version {}, which must be brought up to {} before it is read",
                            store, header.version, schema_version()),
        "`mbench run` with this --db writes to it and brings it up");
  }
}

/// SQLite notices missing pages, but takes a page of which a part is missing for whole.
void check_whole(const Header& header, const fs::path& path) {
  boost::system::error_code error;
  if (header.tables == 0 || has_log(path)) return;
  const auto bytes = static_cast<std::int64_t>(fs::file_size(path, error));
  if (error || bytes >= header.bytes) return;
  throw StoreError(fmt::format("store {} is damaged: {} of its {} bytes are there", path.string(),
                               bytes, header.bytes),
                   "copy it anew; it may have been cut off on its way");
}

}  // namespace

// The path is made absolute because SQLite takes ":memory:", "" and "file:..." for
// something else than files.
Database::Database(const fs::path& path, Open how, std::chrono::milliseconds patience)
    : path_(fs::absolute(path)), statements_(std::make_unique<StatementCache>()) {
  check_place(path_, how);
  if (how == Open::read_only) {
    handle_ = open_to_read(path_, patience);
  } else {
    const int make = how == Open::create ? SQLITE_OPEN_CREATE : 0;
    handle_ = open_file(path_, path_.string(), SQLITE_OPEN_READWRITE | make, patience);
  }
  try {
    const Header header = read_header(*handle_);
    check_ours(header, path_, how);
    check_whole(header, path_);
    // Keys are random: work on a large store touches pages all over it.
    handle_->exec("PRAGMA cache_size = -32768");
    if (how == Open::read_only) {
      handle_->exec("PRAGMA query_only = ON");
      return;
    }
    if (sqlite3_db_readonly(handle_->getHandle(), "main") != 0) {
      throw StoreError(
          fmt::format("store {} cannot be written: the file is read-only", path_.string()),
          "make it writable, or name another file after --db");
    }
    use_write_ahead_log(*handle_, patience);
    handle_->exec("PRAGMA foreign_keys = ON");
    // Results are no secrets, and Debian's SQLite overwrites what is deleted unless told.
    handle_->exec("PRAGMA secure_delete = OFF");
    handle_->exec("PRAGMA journal_size_limit = 67108864");
  } catch (const SQLite::Exception& error) {
    throw store_error(path_, error, handle_->getHandle());
  }
  migrate(*this, migrations());
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;

void Database::transaction(const std::function<void()>& work) {
  if (depth_ > 0) return work();
  std::optional<SQLite::Transaction> transaction;
  const auto translated = [&](const auto& step) {
    try {
      step();
    } catch (const SQLite::Exception& error) {
      throw store_error(path_, error, handle_->getHandle());
    }
  };
  // Immediate: a transaction that only later wants to write could not wait for its turn.
  translated([&] { transaction.emplace(*handle_, SQLite::TransactionBehavior::IMMEDIATE); });
  struct Deeper {
    int& depth;
    explicit Deeper(int& d) : depth(d) { ++depth; }
    ~Deeper() { --depth; }
  } deeper(depth_);
  work();
  translated([&] { transaction->commit(); });
}

void Database::verify() {
  std::string faults;
  {
    Statement check(*this, "PRAGMA integrity_check(5)");
    while (check.step()) {
      const std::string line = check.text(0);
      if (line != "ok") faults += (faults.empty() ? "" : "; ") + line;
    }
  }
  {
    Statement check(*this, "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1");
    while (check.step()) {
      faults += fmt::format("{}{} rows of {} refer to rows that are not there",
                            faults.empty() ? "" : "; ", check.integer(1), check.text(0));
    }
  }
  if (!faults.empty()) {
    throw StoreError(fmt::format("store {} is damaged: {}", path_.string(), faults),
                     "keep a copy; `sqlite3 FILE .recover` writes out what can still be read");
  }
}

SQLite::Database& Database::handle() { return *handle_; }
StatementCache& Database::statements() { return *statements_; }

}  // namespace mbench
