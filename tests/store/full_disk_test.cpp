// A disk without space: a clear message, and everything stored before is kept.
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "core/error.h"
#include "tests/store/child_process.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

/// Puts results until that fails; the number of those that were stored and the message.
std::string fill(const fs::path& path) {
  int stored = 0;
  try {
    Database database(path, Database::Open::create);
    ResultStore results(database);
    const auto run = results.begin_run(run_on("m1"));
    const auto cell = results.cell_id(kKnnCell);
    for (; stored < 5000; ++stored) {
      const ResultRecord result = result_of("knn", numbered("s", stored), stored);
      results.put(run, cell, scored(result, 1, 2, 3, 4),
                  {{result.identity.key(), "alpha", std::string(20000, 'j')}});
    }
    return "never full";
  } catch (const StoreError& error) {
    return std::to_string(stored) + " " + error.what() + "\n" + error.hint();
  }
}

void expect_stored(const fs::path& path, std::size_t rows) {
  Database database(path, Database::Open::existing);
  EXPECT_NO_THROW(database.verify());
  EXPECT_EQ(all_results(ResultStore(database), kKnnCell).size(), rows);
}

TEST(AFullDisk, ByALimitGivesAMessageAndKeepsWhatWasStored) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "store.db";
  const ChildEnd end = in_child([&] {
    // A limit on the size of files, which is what a disk quota looks like, too.
    const rlimit limit{2'000'000, 2'000'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
    return fill(path);
  });
  ASSERT_EQ(end.exit_status, 0) << end.said;
  // The reason is the system's where SQLite tells it, as 3.46 does and 3.40 does not.
  const auto says = [&](const std::string& reason) {
    return end.said.find("store.db cannot be read or written: " + reason + "\nfree some space") !=
           std::string::npos;
  };
  EXPECT_TRUE(says("input/output error") || says("File too large")) << end.said;
  expect_stored(path, std::stoul(end.said));
}

TEST(AFullDisk, OfItsOwnIsRecognised) {
  const TemporaryFolder folder;
  const ChildEnd end = in_child([&]() -> std::string {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=2m") != 0) {
      return "no mount";
    }
    const fs::path path = folder.path() / "store.db";
    const std::string said = fill(path);
    Database database(path, Database::Open::existing);
    const auto rows = all_results(ResultStore(database), kKnnCell).size();
    return said + "\nkept " + std::to_string(rows);
  });
  if (end.said == "no mount") GTEST_SKIP() << "this user may not mount a file system";
  ASSERT_EQ(end.exit_status, 0) << end.said;
  const std::string stored = end.said.substr(0, end.said.find(' '));
  EXPECT_NE(end.said.find("store.db cannot be written: the disk is full\nfree some space"),
            std::string::npos)
      << end.said;
  EXPECT_NE(end.said.find("\nkept " + stored), std::string::npos) << end.said;
}

}  // namespace
}  // namespace mbench
