// The runs and cells of a store.
#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

TEST(Cells, AreOnePerChoiceInTheOrderOfTheirAdding) {
  StoreFixture store;
  CellRecord lean = kClosedFormCell;
  lean.mode = "exact-lean";
  const auto first = store.results.cell_id(kClosedFormCell);
  const auto second = store.results.cell_id(lean);
  EXPECT_NE(first, second);
  EXPECT_EQ(store.results.cell_id(kClosedFormCell), first);
  const auto cells = store.results.cells();
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].mode, "plain");
  EXPECT_EQ(cells[1].mode, "exact-lean");
}

TEST(Cells, KeepTheirNumberOfSamplesUntilToldAnother) {
  StoreFixture store;
  CellRecord cell = kClosedFormCell;
  EXPECT_EQ((store.results.cell_id(cell), store.results.cells().at(0).samples), 0);
  cell.samples = 21;
  EXPECT_EQ((store.results.cell_id(cell), store.results.cells().at(0).samples), 21);
  cell.samples = 0;
  EXPECT_EQ((store.results.cell_id(cell), store.results.cells().at(0).samples), 21);
}

TEST(Runs, TellWhenWhereAndHowTheyEnded) {
  StoreFixture store;
  RunRecord second = run_on("m2");
  second.started_at = "2024-05-31T08:15:00Z";
  const auto id = store.results.begin_run(second);
  store.results.end_run(id, "interrupted");
  const auto runs = store.results.runs();
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].state, "running");
  EXPECT_EQ(runs[0].ended_at, "");
  EXPECT_EQ(runs[0].started_at.size(), std::string("2024-05-31T08:15:00Z").size());
  EXPECT_EQ(runs[1].id, id);
  EXPECT_EQ(runs[1].started_at, "2024-05-31T08:15:00Z");
  EXPECT_EQ(runs[1].state, "interrupted");
  EXPECT_GE(runs[1].ended_at, runs[0].started_at);
  EXPECT_EQ(runs[1].command, "mbench run --suite demo");
  EXPECT_EQ(runs[1].program_version, "0.1.0");
  EXPECT_EQ(runs[1].machine.digest, "m2");
  EXPECT_EQ(runs[1].machine.description, R"({"cpu": "Test CPU"})");
}

TEST(Runs, CannotEndBeforeTheyBeganNorInAnUnknownWay) {
  StoreFixture store;
  EXPECT_THROW(store.results.end_run(store.run + 1, "done"), StoreError);
  EXPECT_THROW(store.results.end_run(store.run, "vanished"), StoreError);
  EXPECT_EQ(store.results.runs().at(0).state, "running");
}

}  // namespace
}  // namespace mbench
