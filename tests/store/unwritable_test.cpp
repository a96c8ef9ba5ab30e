// Stores in folders and files that cannot be written. Each case runs in a child without
// root's rights, which no permissions stop.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/store/child_process.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

using Open = Database::Open;
constexpr auto kReadableFolder = static_cast<fs::perms>(0555);
constexpr auto kOpenFolder = static_cast<fs::perms>(0755);
constexpr auto kReadableFile = static_cast<fs::perms>(0444);

class Unwritable : public testing::Test {
 protected:
  Unwritable() : path_(folder_.path() / "store #1.db") {
    fs::permissions(folder_.path(), kOpenFolder);
  }
  ~Unwritable() override { fs::permissions(folder_.path(), kOpenFolder); }

  void make_store() const {
    Database database(path_, Open::create);
    put(database);
  }
  static void put(Database& database) {
    ResultStore results(database);
    const auto run = results.begin_run(run_on("m1"));
    results.put(run, results.cell_id(kKnnCell), result_of("knn", "a", 0));
  }
  void lock_folder() const { fs::permissions(folder_.path(), kReadableFolder); }

  /// What happens when somebody else opens the store: "1 rows", or the message.
  std::string opened_by_nobody(Open how) const {
    return in_child([&]() -> std::string {
             become_nobody();
             try {
               Database database(path_, how);
               if (how != Open::read_only) put(database);
               return std::to_string(all_results(ResultStore(database), kKnnCell).size()) + " rows";
             } catch (const StoreError& error) {
               EXPECT_FALSE(error.hint().empty());
               return error.what();
             }
           })
        .said;
  }

  TemporaryFolder folder_;
  fs::path path_;
};

TEST_F(Unwritable, FolderCannotGetAStore) {
  lock_folder();
  EXPECT_EQ(opened_by_nobody(Open::create), "store " + path_.string() + " cannot be made: folder " +
                                                folder_.path().string() + " is not writable");
}

TEST_F(Unwritable, FolderIsReadAllTheSame) {
  make_store();
  lock_folder();
  EXPECT_EQ(opened_by_nobody(Open::read_only), "1 rows");
}

TEST_F(Unwritable, FileIsReadButNotWritten) {
  make_store();
  fs::permissions(path_, kReadableFile);
  EXPECT_EQ(opened_by_nobody(Open::read_only), "1 rows");
  EXPECT_NE(opened_by_nobody(Open::existing).find("store " + path_.string() + " cannot be"),
            std::string::npos);
}

TEST_F(Unwritable, FolderWithFinishedRowsInTheLogIsNotReadWithoutThem) {
  // A killed writer leaves its log behind.
  const RunningChild child = start_child([&](int output) {
    Database database(path_, Open::create);
    put(database);
    EXPECT_EQ(::write(output, ".", 1), 1);
    ::pause();
  });
  char byte = 0;
  ASSERT_EQ(::read(child.output, &byte, 1), 1);
  ::kill(child.pid, SIGKILL);
  finish_child(child);
  fs::remove(path_.string() + "-shm");
  lock_folder();
  const std::string said = opened_by_nobody(Open::read_only);
  EXPECT_NE(said.find("its folder is not writable and a write-ahead log lies beside it"),
            std::string::npos)
      << said;
}

}  // namespace
}  // namespace mbench
