#include "store/schema.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/error.h"
#include "core/sha256.h"
#include "store/statement.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

TEST(Schema, StepsCountUpFromOne) {
  int expected = 1;
  for (const Migration& step : migrations()) EXPECT_EQ(step.version, expected++);
  EXPECT_EQ(schema_version(), migrations().back().version);
}

// Stores of version 1 exist: what made them must stay as it was. Change the schema by a
// new step.
TEST(Schema, StepOneIsAsItWasReleased) {
  EXPECT_EQ(sha256(migrations().front().sql),
            "5f6ae1b12cc290a2311548e1c74a69be2dbde6b180aa247cc2e16d35be2f6d53");
}

TEST(Schema, AnEmptyFileIsBroughtUp) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "empty.db";
  std::ofstream(path.string()).close();
  EXPECT_THROW(Database(path, Database::Open::read_only), StoreError);
  Database database(path, Database::Open::existing);
  EXPECT_EQ(stored_version(database), schema_version());
  EXPECT_TRUE(ResultStore(database).runs().empty());
}

TEST(Schema, IsMarkedAsOurs) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "store.db";
  { Database database(path, Database::Open::create); }
  EXPECT_EQ(read_text(path).substr(68, 4), "mbnc");
}

TEST(Migration, RunsOnlyTheNewerStepsInTheirOrder) {
  StoreFixture store;
  const int next = schema_version() + 1;
  const std::vector<Migration> steps{
      {1, "this step was done long ago and is not run"},
      {next - 1, "nor is this one"},
      {next, "ALTER TABLE run ADD COLUMN place TEXT NOT NULL DEFAULT 'here'"},
      {next + 1, "UPDATE run SET place = place || ' and there'"},
  };
  migrate(store.database, steps);
  EXPECT_EQ(stored_version(store.database), next + 1);
  migrate(store.database, steps);
  Statement run(store.database, "SELECT place FROM run");
  ASSERT_TRUE(run.step());
  EXPECT_EQ(run.text(0), "here and there");
}

TEST(Migration, ThatFailsLeavesTheStoreAsItWas) {
  StoreFixture store;
  const int now = schema_version();
  const std::vector<Migration> steps{{now, ""},
                                     {now + 1, "ALTER TABLE run ADD COLUMN place TEXT"},
                                     {now + 2, "UPDATE no_such_table SET place = 1"}};
  EXPECT_THROW(migrate(store.database, steps), StoreError);
  EXPECT_EQ(stored_version(store.database), now);
  EXPECT_THROW(Statement(store.database, "SELECT place FROM run"), StoreError);
  EXPECT_EQ(store.results.runs().size(), 1U);
}

TEST(Migration, ByAnotherProcessInTheMeantimeIsNotRepeated) {
  StoreFixture store;
  Database other(store.path, Database::Open::existing);
  const int next = schema_version() + 1;
  const std::vector<Migration> steps{{next - 1, ""}, {next, "CREATE TABLE later (id INTEGER)"}};
  migrate(other, steps);
  EXPECT_NO_THROW(migrate(store.database, steps));
  EXPECT_EQ(stored_version(store.database), next);
}

TEST(Migration, OfVersionTwoMarksTheOnlyApproximateModeThatItKnew) {
  StoreFixture store;
  CellRecord capped = cell_of("mematte-s", "demo");
  capped.mode = "tokens:100+tta=flip";
  CellRecord plain = cell_of("mematte-s", "demo");
  plain.mode = "plain";
  for (const CellRecord& cell : {capped, plain}) {
    ResultRecord row = measured(result_of("mematte-s", "a", 0), 5, 1, 2);
    row.identity.mode = cell.mode;
    store.results.put(store.run, store.results.cell_id(cell), row);
  }
  for (const char* step :
       {"ALTER TABLE cell DROP COLUMN approximate",
        "ALTER TABLE measurement DROP COLUMN plain_max_difference",
        "ALTER TABLE measurement DROP COLUMN plain_mean_difference",
        "ALTER TABLE measurement DROP COLUMN tensor_before_bytes",
        "ALTER TABLE measurement DROP COLUMN device_reserved_bytes",
        "ALTER TABLE measurement DROP COLUMN process_vram_bytes",
        "ALTER TABLE measurement DROP COLUMN device_vram_bytes",
        "ALTER TABLE measurement DROP COLUMN energy_mj",
        "ALTER TABLE measurement DROP COLUMN sm_clock_mhz",
        "ALTER TABLE measurement DROP COLUMN temperature_c",
        "ALTER TABLE measurement DROP COLUMN redone_samples",
        "ALTER TABLE measurement DROP COLUMN differing_samples", "PRAGMA user_version = 2"}) {
    Statement(store.database, step).run();
  }
  Database reopened(store.path, Database::Open::existing);
  const ResultStore results(reopened);
  EXPECT_EQ(stored_version(reopened), schema_version());
  ASSERT_EQ(results.cells().size(), 2U);
  EXPECT_TRUE(results.cells()[0].approximate);
  EXPECT_FALSE(results.cells()[1].approximate);
  EXPECT_EQ(all_results(results, capped).at(0).measurement->latency_ms, 5.0);
  EXPECT_FALSE(all_results(results, capped).at(0).measurement->plain_max_difference);
}

// A query that scans a large table instead of using an index would take minutes.
TEST(Schema, EveryQuestionOfALargeStoreIsAnsweredByAnIndex) {
  StoreFixture store;
  for (const char* question :
       {"EXPLAIN QUERY PLAN SELECT state FROM result WHERE key = x'00'",
        "EXPLAIN QUERY PLAN SELECT value FROM score WHERE result_id = 1 ORDER BY place",
        "EXPLAIN QUERY PLAN SELECT run_id FROM measurement WHERE result_id = 1",
        "EXPLAIN QUERY PLAN SELECT result_id FROM cell_result WHERE cell_id = 1",
        "EXPLAIN QUERY PLAN SELECT id FROM suite_sample WHERE suite_id = 1 ORDER BY ordinal, name",
        "EXPLAIN QUERY PLAN SELECT name FROM sample WHERE dataset_id = 1 ORDER BY id",
        "EXPLAIN QUERY PLAN SELECT id FROM sample WHERE dataset_id = 1 AND split = '' AND name = "
        "''",
        "EXPLAIN QUERY PLAN SELECT jpeg FROM preview WHERE subject = '' AND kind = ''"}) {
    Statement plan(store.database, question);
    while (plan.step()) EXPECT_EQ(plan.text(3).rfind("SEARCH", 0), 0U) << plan.text(3) << question;
  }
}

}  // namespace
}  // namespace mbench
