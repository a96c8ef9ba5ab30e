#include <gtest/gtest.h>

#include "reports/score_table.h"
#include "tests/reports/three_models.h"

namespace mbench {
namespace {

LeaderboardRow row(const std::string& model, double sad, double mse, std::int64_t ok = 1,
                   std::int64_t total = 1) {
  LeaderboardRow row;
  row.cell = cell_of(model, "demo");
  row.convention = "matlab";
  row.total = total;
  row.states[0] = ok;
  row.scores = {{"sad", sad, ok}, {"mse", mse, ok}};
  return row;
}

std::string order(const ScoreTable& table) {
  std::string names;
  for (const LeaderboardRow& ranked : table.rows) names += ranked.cell.model + ' ';
  return names;
}

TEST(ScoreTables, RankIncompleteRowsBelowCompleteOnes) {
  StoreFixture store;
  put_three_models(store);
  const auto tables = score_tables(leaderboard(store.results, {}));
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(order(tables[0]), "fine worse partial ");
}

TEST(ScoreTables, MarkTheBestOfCompleteRowsOnly) {
  StoreFixture store;
  put_three_models(store);
  const ScoreTable table = score_tables(leaderboard(store.results, {})).at(0);
  EXPECT_EQ(table.best_score("sad"), 3.0);  // 0.5 of partial does not count
  EXPECT_EQ(table.best_score("conn"), 2.0);
  EXPECT_EQ(table.best_latency_ms(), 5.0);  // nor do its 4 ms
  EXPECT_EQ(table.best_peak_memory_mib(), 20.0);
  EXPECT_FALSE(table.best_score("mad").has_value());
}

TEST(ScoreTables, BreakTiesByTheNextFigureThenLatencyThenName) {
  LeaderboardRow slow = row("a-slow", 1, 2);
  slow.latency_ms = 9;
  LeaderboardRow fast = row("z-fast", 1, 2);
  fast.latency_ms = 3;
  const auto tables = score_tables(
      {row("n2", 1, 2), row("n1", 1, 2), slow, fast, row("m", 1, 1), row("best", 0.5, 9)});
  EXPECT_EQ(order(tables.at(0)), "best m z-fast a-slow n1 n2 ");
}

TEST(ScoreTables, PutRowsWithoutFiguresLast) {
  LeaderboardRow synthetic = row("synthetic", 0, 0);
  synthetic.scores.clear();
  const auto tables = score_tables({synthetic, row("half", 0.1, 0.1, 1, 2), row("whole", 5, 5)});
  EXPECT_EQ(order(tables.at(0)), "whole synthetic half ");
}

TEST(ScoreTables, DoNotRaceAMeanOverFewerImages) {
  LeaderboardRow fewer = row("fewer", 1, 0.1, 3, 3);
  fewer.scores[1].images = 2;
  const auto tables = score_tables({fewer, row("all", 2, 0.5, 3, 3)});
  EXPECT_EQ(tables.at(0).best_score("mse"), 0.5);
  EXPECT_EQ(tables.at(0).best_score("sad"), 1.0);
}

TEST(ScoreTables, HoldOneSuiteUnderOneConvention) {
  LeaderboardRow other_suite = row("a", 1, 1);
  other_suite.cell.suite = "aim500";
  LeaderboardRow other_convention = row("a", 1, 1);
  other_convention.convention = "aim";
  other_convention.scores = {{"zeta", 1, 1}, {"conn", 1, 1}, {"mad", 1, 1}, {"sad", 1, 1}};
  const auto tables = score_tables({row("a", 1, 1), other_suite, other_convention});
  ASSERT_EQ(tables.size(), 3U);
  EXPECT_EQ(tables[0].suite, "aim500");
  EXPECT_EQ(tables[1].convention, "aim");
  EXPECT_EQ(tables[1].metrics, (std::vector<std::string>{"sad", "conn", "mad", "zeta"}));
  EXPECT_EQ(tables[2].convention, "matlab");
}

}  // namespace
}  // namespace mbench
