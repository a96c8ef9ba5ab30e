// A program killed while it writes loses nothing that it had finished, and leaves no
// part of a row.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <random>

#include "tests/store/child_process.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

ResultRecord whole_result(int number) {
  return measured(scored(result_of("knn", numbered("s", number), number), 1, 2, 3, 4), 5, 6, 7);
}

/// Puts results from `first` on without end and says a byte after each.
void put_for_ever(const fs::path& path, int first, int output) {
  Database database(path, Database::Open::create);
  ResultStore results(database);
  const auto run = results.begin_run(run_on("m1"));
  const auto cell = results.cell_id(kKnnCell);
  for (int i = first;; ++i) {
    const ResultRecord result = whole_result(i);
    results.put(run, cell, result, {{result.identity.key(), "alpha", std::string(20000, 'j')}});
    if (::write(output, ".", 1) != 1) return;
  }
}

int wait_for(int count, int output) {
  char byte = 0;
  int seen = 0;
  while (seen < count && ::read(output, &byte, 1) == 1) ++seen;
  return seen;
}

/// The number of rows, after a look at each.
int check_rows(const fs::path& path) {
  Database database(path, Database::Open::existing);
  EXPECT_NO_THROW(database.verify());
  const ResultStore results(database);
  int rows = 0;
  for (const ResultRecord& row : all_results(results, kKnnCell)) {
    EXPECT_EQ(row.ordinal, rows++);
    EXPECT_EQ(row.scores.size(), 4U);
    EXPECT_EQ(row.scores.back().value, 4.0);
    EXPECT_TRUE(row.measurement.has_value());
    EXPECT_EQ(row.measurement->timings_ns.size(), 1U);
    EXPECT_EQ(results.preview(row.identity.key(), "alpha").value_or("").size(), 20000U);
  }
  return rows;
}

TEST(AKilledWriter, LosesNoFinishedRowAndLeavesNoPartOfOne) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "store.db";
  std::mt19937 random(7);
  int rows = 0;
  for (int round = 0; round < 12; ++round) {
    const RunningChild child = start_child([&](int output) { put_for_ever(path, rows, output); });
    const int wanted = static_cast<int>(random() % 60) + 1;
    ASSERT_EQ(wait_for(wanted, child.output), wanted);
    ASSERT_EQ(::kill(child.pid, SIGKILL), 0);
    ASSERT_EQ(finish_child(child), -1);
    const int now = check_rows(path);
    EXPECT_GE(now, rows + wanted);
    rows = now;
  }
}

TEST(AKilledWriter, InItsFirstStepsLeavesAStoreThatOpens) {
  const TemporaryFolder folder;
  std::mt19937 random(8);
  for (int round = 0; round < 12; ++round) {
    const fs::path path = folder.path() / (numbered("store", round) + ".db");
    const RunningChild child = start_child([&](int output) {
      EXPECT_EQ(::write(output, ".", 1), 1);
      put_for_ever(path, 0, output);
    });
    wait_for(1, child.output);
    // Somewhere in the first milliseconds: making the file, the schema, the first rows.
    for (auto spin = random() % 40000; spin > 0; --spin) ::getppid();
    ASSERT_EQ(::kill(child.pid, SIGKILL), 0);
    finish_child(child);
    Database database(path, Database::Open::create);
    EXPECT_NO_THROW(database.verify());
    EXPECT_GT(ResultStore(database).cell_id(kKnnCell), 0);
  }
}

}  // namespace
}  // namespace mbench
