#include "store/database.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/error.h"
#include "store/statement.h"
#include "tests/store/child_process.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

using Open = Database::Open;

/// A closed store with `rows` results.
fs::path make_store(const fs::path& path, int rows) {
  Database database(path, Open::create);
  ResultStore results(database);
  const auto run = results.begin_run(run_on("m1"));
  const auto cell = results.cell_id(cell_of("knn", "demo"));
  for (int i = 0; i < rows; ++i) {
    results.put(run, cell, scored(result_of("knn", numbered("s", i), i), i, 0, 0, 0));
  }
  return path;
}

std::size_t count_rows(const fs::path& path, Open how) {
  Database database(path, how);
  return all_results(ResultStore(database), cell_of("knn", "demo")).size();
}

std::string message_of(const fs::path& path, Open how) {
  try {
    Database database(path, how);
  } catch (const StoreError& error) {
    EXPECT_FALSE(error.hint().empty()) << error.what();
    return error.what();
  }
  return "";
}

void overwrite(const fs::path& path, std::streamoff offset, const std::string& bytes) {
  std::fstream file(path.string(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(offset);
  file << bytes;
}

std::string pragma(Database& database, const char* sql) {
  Statement statement(database, sql);
  statement.step();
  return statement.text(0);
}

TEST(Database, IsMadeWithItsFolderAndReopened) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "new" / "er" / "store.db";
  make_store(path, 3);
  EXPECT_EQ(count_rows(path, Open::create), 3U);
  EXPECT_EQ(count_rows(path, Open::existing), 3U);
  EXPECT_EQ(count_rows(path, Open::read_only), 3U);
}

TEST(Database, LeavesOneFileWhenItIsClosed) {
  const TemporaryFolder folder;
  const fs::path path = make_store(folder.path() / "store.db", 3);
  count_rows(path, Open::read_only);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(Database, ChecksReferencesAndWritesAhead) {
  StoreFixture store;
  EXPECT_EQ(pragma(store.database, "PRAGMA foreign_keys"), "1");
  EXPECT_EQ(pragma(store.database, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(pragma(store.database, "PRAGMA synchronous"), "1");
  EXPECT_EQ(pragma(store.database, "PRAGMA busy_timeout"), "30000");
}

TEST(Database, TakesNamesLiterallyThatMeanSomethingToSqlite) {
  const TemporaryFolder folder;
  for (const char* name : {":memory:", "file:a?mode=memory", "100%25 #1?.db"}) {
    make_store(folder.path() / name, 2);
    EXPECT_TRUE(fs::is_regular_file(folder.path() / name)) << name;
    EXPECT_EQ(count_rows(folder.path() / name, Open::read_only), 2U) << name;
  }
}

TEST(Database, MustBeThereUnlessItMayBeMade) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "no.db").string();
  EXPECT_EQ(message_of(path, Open::existing), "store " + path + " does not exist");
  EXPECT_EQ(message_of(path, Open::read_only), "store " + path + " does not exist");
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Database, IsNoFolder) {
  const TemporaryFolder folder;
  const std::string expected = "store " + folder.path().string() + " is a folder";
  EXPECT_EQ(message_of(folder.path(), Open::create), expected);
  EXPECT_EQ(message_of(folder.path(), Open::read_only), expected);
}

TEST(Database, CannotBeMadeBelowAFile) {
  const TemporaryFolder folder;
  std::ofstream((folder.path() / "file").string()) << "text";
  EXPECT_NE(message_of(folder.path() / "file" / "store.db", Open::create), "");
}

TEST(Database, RefusesAFileThatIsNoDatabaseAndLeavesItAlone) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "notes.txt";
  const std::string text(5000, 'n');
  write_file_atomically(path, text);
  for (const Open how : {Open::create, Open::existing, Open::read_only}) {
    EXPECT_EQ(message_of(path, how), "store " + path.string() + " is not an SQLite database");
  }
  EXPECT_EQ(read_text(path), text);
}

TEST(Database, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  const TemporaryFolder folder;
  const fs::path path = make_store(folder.path() / "other.db", 3);
  overwrite(path, 60, std::string(4, '\0'));  // user_version
  overwrite(path, 68, "XYZ!");                // application_id
  const std::string before = read_text(path);
  for (const Open how : {Open::create, Open::existing, Open::read_only}) {
    EXPECT_EQ(message_of(path, how),
              "store " + path.string() + " is an SQLite database, but not one of mbench");
  }
  overwrite(path, 68, std::string(4, '\0'));
  EXPECT_NE(message_of(path, Open::create), "");
  overwrite(path, 68, "XYZ!");
  EXPECT_EQ(read_text(path), before);
}

TEST(Database, NamesBothVersionsOfANewerStore) {
  const TemporaryFolder folder;
  const fs::path path = make_store(folder.path() / "store.db", 3);
  overwrite(path, 60, std::string("\0\0\0\x63", 4));
  for (const Open how : {Open::create, Open::existing, Open::read_only}) {
    EXPECT_EQ(message_of(path, how), "store " + path.string() +
                                         " has version 99, but this mbench knows only versions "
                                         "up to " +
                                         std::to_string(schema_version()));
  }
}

TEST(Database, NoticesThatTheFileWasCutOff) {
  const TemporaryFolder folder;
  const fs::path whole = make_store(folder.path() / "store.db", 300);
  const auto size = fs::file_size(whole);
  ASSERT_GT(size, 100000U);
  const fs::path path = folder.path() / "cut.db";
  for (const std::uintmax_t left : {size - 1, size - 4096, size / 2, std::uintmax_t{5000},
                                    std::uintmax_t{600}, std::uintmax_t{50}}) {
    fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
    fs::resize_file(path, left);
    for (const Open how : {Open::read_only, Open::existing}) {
      EXPECT_NE(message_of(path, how), "") << left << " bytes left";
    }
  }
}

TEST(Database, FindsDamagedPages) {
  const TemporaryFolder folder;
  const fs::path path = make_store(folder.path() / "store.db", 300);
  {
    Database sound(path, Open::read_only);
    EXPECT_NO_THROW(sound.verify());
  }
  overwrite(path, static_cast<std::streamoff>(fs::file_size(path) / 2 / 4096 * 4096),
            std::string(4096, '\x55'));
  Database damaged(path, Open::read_only);
  EXPECT_THROW(damaged.verify(), StoreError);
}

TEST(Database, CannotBeWrittenWhenOpenedToRead) {
  const TemporaryFolder folder;
  const fs::path path = make_store(folder.path() / "store.db", 1);
  Database database(path, Open::read_only);
  ResultStore results(database);
  EXPECT_THROW(results.cell_id(cell_of("new", "demo")), StoreError);
}

TEST(Database, SaysThatAnotherProcessHoldsIt) {
  StoreFixture store;
  Database impatient(store.path, Open::existing, std::chrono::milliseconds(20));
  store.database.transaction([&] {
    store.results.cell_id(cell_of("knn", "demo"));
    try {
      ResultStore(impatient).cell_id(cell_of("trimap", "demo"));
      FAIL() << "no exception";
    } catch (const StoreError& error) {
      EXPECT_EQ(error.what(), "store " + store.path.string() + " is locked by another process");
      EXPECT_FALSE(error.hint().empty());
    }
  });
  EXPECT_GT(ResultStore(impatient).cell_id(cell_of("trimap", "demo")), 0);
}

TEST(Transaction, WritesNothingWhenItsWorkThrows) {
  StoreFixture store;
  const auto work = [&] {
    store.results.cell_id(cell_of("knn", "demo"));
    throw DataError("the image is missing");
  };
  EXPECT_THROW(store.database.transaction(work), DataError);
  EXPECT_TRUE(store.results.cells().empty());
}

TEST(Transaction, WithinAnotherIsDecidedByTheOuterOne) {
  StoreFixture store;
  const auto work = [&] {
    store.database.transaction([&] { store.results.cell_id(cell_of("knn", "demo")); });
    throw DataError("the image is missing");
  };
  EXPECT_THROW(store.database.transaction(work), DataError);
  EXPECT_TRUE(store.results.cells().empty());
  store.database.transaction([&] { store.results.cell_id(cell_of("knn", "demo")); });
  EXPECT_EQ(store.results.cells().size(), 1U);
}

}  // namespace
}  // namespace mbench
