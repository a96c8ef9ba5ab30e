// What a run does beside inference, and that nothing is lost by it.

#include "core/error.h"
#include "store/statement.h"
#include "tests/runners/demo_run.h"

#include <algorithm>
#include <cstdlib>

namespace mbench {
namespace {

class BesideInference : public DemoRun {
 protected:
  void TearDown() override {
    ::unsetenv("MBENCH_TEST_STORE");
    DemoRun::TearDown();
  }
  /// The places of the samples in the order in which their rows were first stored.
  std::vector<std::int64_t> order_in_store() {
    std::vector<std::int64_t> order;
    Statement rows(database_,
                   "SELECT ordinal FROM result r JOIN cell_result c ON c.result_id = r.id JOIN "
                   "suite_sample s ON s.id = c.suite_sample_id ORDER BY r.id");
    while (rows.step()) order.push_back(rows.integer(0));
    return order;
  }
};

TEST_F(BesideInference, TheNextSampleIsPreparedAndTheLastOneStored) {
  ::setenv("MBENCH_TEST_STORE", (folder_.path() / "runs.db").c_str(), 1);
  break_models("wait_for_neighbours");
  RunOptions chosen = options("demo-natural");
  chosen.timeout_s = 60;
  EXPECT_EQ(run(chosen).failed, 0U) << rows("demo-natural")[0].message;
}

TEST_F(BesideInference, RowsAreStoredInTheOrderOfTheSuite) {
  run(options("demo"));
  const std::vector<std::int64_t> order = order_in_store();
  EXPECT_EQ(order.size(), 21U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(BesideInference, AStoreThatCannotBeWrittenEndsTheRun) {
  // As a disk that is full from the third row on.
  Statement(database_,
            "CREATE TRIGGER full BEFORE INSERT ON result WHEN (SELECT count(*) FROM result) >= 2 "
            "BEGIN SELECT raise(ABORT, 'no room'); END")
      .run();
  for (const int jobs : {1, 3}) {
    RunOptions chosen = options("demo-natural");
    chosen.overwrite = Overwrite::only_missing;
    chosen.jobs = jobs;
    EXPECT_THROW(run(chosen), StoreError);
    EXPECT_EQ(rows("demo-natural").size(), 2U);
    EXPECT_EQ(ResultStore(database_).runs().back().state, "failed");
  }
  Statement(database_, "DROP TRIGGER full").run();
  RunOptions rest = options("demo-natural");
  rest.overwrite = Overwrite::only_missing;
  EXPECT_EQ(run(rest).done, 2U);
}

TEST_F(BesideInference, ARunTakesAtLeastItsInference) {
  const RunSummary summary = run(options("demo-natural"));
  EXPECT_GT(summary.infer_s, 0.0);
  EXPECT_GT(summary.wall_s, summary.infer_s);
}

}  // namespace
}  // namespace mbench
