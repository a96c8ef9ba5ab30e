#include "runners/run_forecast.h"

#include "core/error.h"
#include "tests/runners/demo_run.h"

namespace mbench {
namespace {

class Forecast : public DemoRun {
 protected:
  std::vector<CellForecast> ask(const RunOptions& options) {
    Progress silent;
    Environment environment;
    environment.cpu = "a test's";
    return forecast(options, environment, database_, silent);
  }
};

TEST_F(Forecast, OfANewStoreRunsAllAndKnowsNoTime) {
  RunOptions chosen = options("demo-natural");
  chosen.models = {"trimap", "guided-filter"};
  const auto cells = ask(chosen);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[1].cell.model, "guided-filter");
  EXPECT_EQ(cells[0].images, 4U);
  EXPECT_EQ(cells[0].stored, 0U);
  EXPECT_EQ(cells[0].to_run, 4U);
  EXPECT_GT(cells[0].bytes, 100'000);
  EXPECT_FALSE(cells[0].expected_s);
  EXPECT_TRUE(ResultStore(database_).runs().empty());
  EXPECT_TRUE(ResultStore(database_).cells().empty());
}

TEST_F(Forecast, CountsWhatIsStoredAndTimesTheRestByIt) {
  RunOptions chosen = options("demo-natural");
  chosen.selection.limit = 2;
  run(chosen);
  chosen.selection.limit = 0;
  chosen.overwrite = Overwrite::only_missing;
  chosen.repetitions = 3;
  const CellForecast cell = ask(chosen).at(0);
  EXPECT_EQ(cell.images, 4U);
  EXPECT_EQ(cell.stored, 2U);
  EXPECT_EQ(cell.to_run, 2U);
  double measured_ms = 0;
  for (const ResultRecord& row : rows("demo-natural")) {
    measured_ms += row.measurement->latency_ms.value();
  }
  EXPECT_NEAR(cell.expected_s.value(), 2 * 3 * measured_ms / 2 / 1000, 1e-9);
  chosen.threads = 2;
  EXPECT_FALSE(ask(chosen).at(0).expected_s) << "nothing is known of two threads";
}

TEST_F(Forecast, FollowsWhatBecomesOfStoredRows) {
  break_models("throw");
  run(options("demo-natural"));
  RunOptions chosen = options("demo-natural");
  EXPECT_EQ(ask(chosen).at(0).to_run, 4U);
  chosen.overwrite = Overwrite::never;
  EXPECT_EQ(ask(chosen).at(0).to_run, 0U);
  EXPECT_EQ(ask(chosen).at(0).bytes, 0);
  EXPECT_EQ(ask(chosen).at(0).expected_s, 0.0);
  chosen.overwrite = Overwrite::only_missing;
  EXPECT_EQ(ask(chosen).at(0).to_run, 0U);
  chosen.retry_failed = true;
  EXPECT_EQ(ask(chosen).at(0).to_run, 4U);
  EXPECT_FALSE(ask(chosen).at(0).expected_s) << "what failed has no latency";
}

TEST_F(Forecast, ChoosesAsTheRunDoes) {
  RunOptions chosen = options("demo");
  chosen.selection.limit = 5;
  EXPECT_EQ(ask(chosen).at(0).images, 5U);
  chosen.selection.pattern = "no such name";
  EXPECT_THROW(ask(chosen), UsageError);
}

}  // namespace
}  // namespace mbench
