// Several writers of one store: all succeed, each waiting for its turn.
#include <gtest/gtest.h>

#include <future>

#include "tests/store/child_process.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

/// Makes or opens the store and puts `count` results whose samples begin with `prefix`.
void write_results(const fs::path& path, const std::string& prefix, int count) {
  Database database(path, Database::Open::create);
  ResultStore results(database);
  const auto run = results.begin_run(run_on("m1"));
  const auto cell = results.cell_id(kKnnCell);
  for (int i = 0; i < count; ++i) {
    const ResultRecord result = result_of("knn", prefix + std::to_string(i), i);
    results.put(run, cell, measured(scored(result, 1, 2, 3, 4), 5, 6, 7));
  }
  results.end_run(run, "done");
}

void expect_whole(const fs::path& path, std::size_t rows, std::size_t runs) {
  Database database(path, Database::Open::existing);
  EXPECT_NO_THROW(database.verify());
  const ResultStore results(database);
  const auto all = all_results(results, kKnnCell);
  EXPECT_EQ(all.size(), rows);
  for (const ResultRecord& result : all) EXPECT_EQ(result.scores.size(), 4U);
  EXPECT_EQ(results.runs().size(), runs);
}

TEST(TwoWriters, InThreadsWithTheirOwnConnectionsBothSucceed) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "store.db";
  std::future<void> other = std::async(std::launch::async, [&] { write_results(path, "a", 300); });
  EXPECT_NO_THROW(write_results(path, "b", 300));
  EXPECT_NO_THROW(other.get());
  expect_whole(path, 600, 2);
}

TEST(TwoWriters, InProcessesThatMakeTheStoreTogetherAllSucceed) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "store.db";
  std::vector<RunningChild> children;
  for (int child = 0; child < 6; ++child) {
    children.push_back(
        start_child([&](int) { write_results(path, numbered("c", child) + "-", 60); }));
  }
  for (const RunningChild& child : children) EXPECT_EQ(finish_child(child), 0);
  expect_whole(path, 360, 6);
}

TEST(TwoWriters, ThatOpenAndCloseAllTheTimeAllSucceed) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "store.db";
  std::vector<RunningChild> children;
  for (int child = 0; child < 4; ++child) {
    children.push_back(start_child([&](int) {
      for (int i = 0; i < 15; ++i) {
        write_results(path, std::to_string(child) + "-" + std::to_string(i) + "-", 2);
      }
    }));
  }
  for (const RunningChild& child : children) EXPECT_EQ(finish_child(child), 0);
  expect_whole(path, 4 * 15 * 2, 4 * 15);
}

TEST(AReader, SeesWhatIsFinishedWhileAnotherWrites) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kKnnCell);
  store.results.put(store.run, cell, scored(result_of("knn", "a", 0), 1, 2, 3, 4));
  Database reader(store.path, Database::Open::read_only, std::chrono::milliseconds(0));
  store.database.transaction([&] {
    store.results.put(store.run, cell, scored(result_of("knn", "b", 1), 1, 2, 3, 4));
    EXPECT_EQ(all_results(ResultStore(reader), kKnnCell).size(), 1U);
  });
  EXPECT_EQ(all_results(ResultStore(reader), kKnnCell).size(), 2U);
}

}  // namespace
}  // namespace mbench
