#include "runners/run_plan.h"

#include "core/error.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mbench {
namespace {

TEST(PlanCells, PairsEveryModelWithEverySuiteOnce) {
  RunOptions options;
  options.suites = {"demo", "demo-natural", "demo"};
  options.models = {"trimap", "closed-form", "trimap"};
  const std::vector<PlannedCell> cells = plan_cells(options);
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_EQ(cells[0].record.suite, "demo");
  EXPECT_EQ(cells[0].record.model, "trimap");
  EXPECT_EQ(cells[3].record.suite, "demo-natural");
  EXPECT_EQ(cells[3].record.model, "closed-form");
}

TEST(PlanCells, TakesEveryModelThatNeedsNoWeightsWhenNoneIsNamed) {
  RunOptions options;
  options.suites = {"demo"};
  const auto cells = plan_cells(options);
  EXPECT_EQ(cells.size(), static_cast<std::size_t>(std::count_if(
                              models().begin(), models().end(), [](const ModelEntry& entry) {
                                return !entry.card.needs_weights && entry.card.argument.empty();
                              })));
}

TEST(PlanCells, TakesEveryNetworkWhenOnlySyntheticWeightsAreNamed) {
  RunOptions options;
  options.suites = {"demo"};
  options.weights = "synthetic:3";
  const auto cells = plan_cells(options);
  ASSERT_FALSE(cells.empty());
  for (const PlannedCell& cell : cells) {
    EXPECT_TRUE(find_model(cell.model.name).card.is_network);
    EXPECT_EQ(cell.weights_digest, "synthetic:3");
    EXPECT_NE(cell.record.mode.find("synthetic:3"), std::string::npos);
    EXPECT_EQ(cell.convention, "") << "what synthetic weights give is not scored";
    EXPECT_EQ(cell.refusal, "");
  }
}

TEST(PlanCells, RunsEveryModelInEveryMemoryMode) {
  RunOptions options;
  options.suites = {"demo"};
  options.models = {"mematte-s", "trimap"};
  options.weights = "synthetic:1";
  options.memory_modes = {"plain", "tokens:100"};
  options.augmentation = "flip";
  const auto cells = plan_cells(options);
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_EQ(cells[0].record.mode, "tta=flip+synthetic:1");
  EXPECT_EQ(cells[1].record.mode, "tokens:100+tta=flip+synthetic:1");
  EXPECT_EQ(cells[2].refusal, "");
  EXPECT_EQ(cells[3].record.model, "trimap");
  EXPECT_NE(cells[3].refusal, "") << "the trimap has no attention to be capped";
  options.memory_modes = {"tokens:0"};
  EXPECT_THROW(plan_cells(options), UsageError);
}

TEST(PlanCells, SaysWhatIsMissingWhereWeightsAreNot) {
  RunOptions options;
  options.suites = {"demo"};
  options.models = {"vitmatte-s"};
  options.weights = "/no/such/ViTMatte.pth";
  const auto cells = plan_cells(options);
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_NE(cells[0].refusal.find("/no/such/ViTMatte.pth"), std::string::npos) << cells[0].refusal;
  options.models = {"vitmatte-s", "dim"};
  EXPECT_THROW(plan_cells(options), UsageError) << "one file, two networks";
  options.models = {"trimap"};
  EXPECT_THROW(plan_cells(options), UsageError) << "no network";
}

TEST(PlanCells, SaysWhereABoxComesFrom) {
  RunOptions options;
  options.suites = {"demo", "demo-natural"};
  options.models = {"mam-vit-b"};
  options.weights = "synthetic:1";
  const auto cells = plan_cells(options);
  EXPECT_EQ(cells[0].record.mode, "plain+box=alpha+synthetic:1");
  EXPECT_EQ(cells[1].record.mode, "plain+box=trimap+synthetic:1") << "no true alpha there";
}

TEST(PlanCells, NeverScoresASuiteWithoutGroundTruth) {
  RunOptions options;
  options.suites = {"demo", "demo-natural"};
  options.models = {"trimap"};
  options.convention = "matlab";
  const std::vector<PlannedCell> cells = plan_cells(options);
  EXPECT_EQ(cells[0].convention, "matlab");
  EXPECT_EQ(cells[1].convention, "");
}

TEST(PlanCells, RunsEverySuiteUnderEveryDegradationOnce) {
  RunOptions options;
  options.suites = {"demo", "demo-natural"};
  options.models = {"trimap", "closed-form"};
  options.degradations = {"none", "jpeg:30", "jpeg:30.0", "blur:2+jpeg:30"};
  const std::vector<PlannedCell> cells = plan_cells(options);
  ASSERT_EQ(cells.size(), 12U);
  EXPECT_EQ(cells[0].record.suite, "demo");
  EXPECT_EQ(cells[2].record.suite, "demo+jpeg:30");
  EXPECT_EQ(cells[2].record.model, "trimap");
  EXPECT_EQ(cells[3].record.model, "closed-form");
  EXPECT_EQ(cells[5].record.suite, "demo+blur:2+jpeg:30");
  EXPECT_EQ(cells[5].convention, cells[0].convention);
  EXPECT_EQ(cells[11].record.suite, "demo-natural+blur:2+jpeg:30");
  EXPECT_EQ(cells[11].convention, "");
}

TEST(PlannedCell, IdentityDependsOnTheModelsOptions) {
  RunOptions options;
  options.suites = {"demo"};
  options.models = {"closed-form", "closed-form:epsilon=1e-5"};
  const std::vector<PlannedCell> cells = plan_cells(options);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_NE(cells[0].identity().key(), cells[1].identity().key());
  EXPECT_EQ(cells[0].identity().key(), plan_cells(options)[0].identity().key());
}

TEST(RunOptions, RefusesWhatCannotBeRun) {
  RunOptions options;
  EXPECT_THROW(options.check(), UsageError);
  options.suites = {"demo"};
  options.models = {"trimap"};
  EXPECT_NO_THROW(options.check());
  options.models = {"closed-from"};
  try {
    options.check();
    FAIL() << "an unknown model was accepted";
  } catch (const UsageError& error) {
    EXPECT_NE(error.hint().find("closed-form"), std::string::npos);
  }
  options.models = {"trimap"};
  options.degradations = {"none", "jpeg:300"};
  EXPECT_THROW(options.check(), UsageError);
  options.degradations = {"none", "jpeg:30"};
  EXPECT_NO_THROW(options.check());
  options.timeout_s = 0.0;
  EXPECT_THROW(options.check(), UsageError);
  options.timeout_s = 1.0;
  options.max_noise = 0.0;
  EXPECT_THROW(options.check(), UsageError);
  options.max_noise = 0.01;
  EXPECT_NO_THROW(options.check());
  options.repetitions = 0;
  EXPECT_THROW(options.check(), UsageError);
}

}  // namespace
}  // namespace mbench
