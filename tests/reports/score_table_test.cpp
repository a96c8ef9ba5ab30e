#include "reports/score_table.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/reports/three_models.h"

namespace mbench {
namespace {

LeaderboardRow only_row(const StoreFixture& store) {
  const auto rows = leaderboard(store.results, {});
  EXPECT_EQ(rows.size(), 1U);
  return rows.at(0);
}

std::int64_t put(StoreFixture& store, const CellRecord& cell, const ResultRecord& result) {
  const auto id = store.results.cell_id(cell);
  store.results.put(store.run, id, result);
  return id;
}

TEST(Leaderboard, HasPlainMeansOfThePerImageFigures) {
  StoreFixture store;
  put_three_models(store);
  const LeaderboardRow row = leaderboard(store.results, {}).at(0);
  EXPECT_EQ(row.cell.model, "fine");
  EXPECT_EQ(row.convention, "matlab");
  EXPECT_EQ(row.convention_version, 1);
  EXPECT_EQ(row.ok(), 3);
  EXPECT_EQ(row.total, 3);
  EXPECT_TRUE(row.complete());
  EXPECT_DOUBLE_EQ(row.mean("sad").value(), 3.0);    // (1 + 2 + 6) / 3
  EXPECT_DOUBLE_EQ(row.mean("mse").value(), 0.002);  // (1 + 2 + 3) / 3 thousandths
  EXPECT_DOUBLE_EQ(row.mean("grad").value(), 0.5);   // (0.5 + 0.25 + 0.75) / 3
  EXPECT_DOUBLE_EQ(row.mean("conn").value(), 3.0);   // (4 + 4 + 1) / 3
  EXPECT_FALSE(row.mean("mad").has_value());
  EXPECT_EQ(row.scores.at(0).images, 3);
}

TEST(Leaderboard, SumsUpWhatItCost) {
  StoreFixture store;
  put_three_models(store);
  const LeaderboardRow row = leaderboard(store.results, {}).at(0);
  EXPECT_EQ(row.measured_images, 3);
  EXPECT_EQ(row.latency_ms, 20.0);                       // the middle one of 10, 20, 30
  EXPECT_EQ(row.latency.p90.value, 30.0);                // the third of three: 0.9 * 3 rounded up
  EXPECT_DOUBLE_EQ(row.images_per_s.value(), 50.0);      // 3 in 60 ms
  EXPECT_DOUBLE_EQ(row.megapixels_per_s.value(), 0.25);  // 3 * 100 * 50 pixels in 60 ms
  EXPECT_EQ(row.peak_memory_mib, 390.0);                 // 400 - 10, of c
  EXPECT_EQ(row.process_peak_mib, 400.0);
  EXPECT_FALSE(row.tensor_peak_mib.has_value());
  EXPECT_FALSE(row.device_peak_mib.has_value());
  EXPECT_EQ(row.threads, 2);
  EXPECT_EQ(row.machines, std::vector<std::string>{"m1"});
  EXPECT_TRUE(row.notes.empty());
}

TEST(Leaderboard, TakesTheMeanOfTheMiddleTwoForAnEvenNumberOfImages) {
  StoreFixture store;
  const CellRecord cell = cell_of("knn", "demo");
  int ordinal = 0;
  for (const double latency : {40.0, 10.0, 20.0, 100.0}) {
    const std::string sample = numbered("s", ordinal);
    put(store, cell, measured(result_of("knn", sample, ordinal++), latency, 1, 2));
  }
  EXPECT_EQ(only_row(store).latency_ms, 30.0);
  EXPECT_EQ(only_row(store).latency.p90.value, 100.0);
}

TEST(Leaderboard, TakesTheNinthOfTenImagesForThePercentile) {
  StoreFixture store;
  const CellRecord cell = cell_of("knn", "demo");
  for (int i = 0; i < 10; ++i) {
    put(store, cell, measured(result_of("knn", numbered("s", i), i), 10 * (i + 1), 1, 2));
  }
  EXPECT_EQ(only_row(store).latency.p90.value, 90.0);
}

TEST(Leaderboard, CountsFailedAndMissingImagesAndLeavesThemOutOfMeans) {
  StoreFixture store;
  put_three_models(store);
  const LeaderboardRow row = leaderboard(store.results, {}).at(1);
  EXPECT_EQ(row.cell.model, "partial");
  EXPECT_EQ(row.ok(), 1);
  EXPECT_EQ(row.count(RowState::oom), 1);
  EXPECT_EQ(row.stored(), 2);
  EXPECT_EQ(row.total, 3);
  EXPECT_FALSE(row.complete());
  EXPECT_EQ(row.mean("sad"), 0.5);
  EXPECT_EQ(row.latency_ms, 4.0);
}

TEST(Leaderboard, InventsNothingWhereNoImageIsOk) {
  StoreFixture store;
  ResultRecord result = measured(result_of("knn", "a", 0), 120000, 100, 900);
  put(store, cell_of("knn", "demo"), failed(result, RowState::timeout, "after 120 s"));
  const LeaderboardRow row = only_row(store);
  EXPECT_EQ(row.count(RowState::timeout), 1);
  EXPECT_TRUE(row.scores.empty());
  EXPECT_FALSE(row.latency_ms || row.latency.p90.value || row.images_per_s || row.megapixels_per_s);
  EXPECT_FALSE(row.peak_memory_mib || row.process_peak_mib || row.threads);
  EXPECT_FALSE(row.complete());
}

TEST(Leaderboard, SaysHowManyImagesAFigureRestsOn) {
  StoreFixture store;
  const CellRecord cell = cell_of("knn", "demo");
  ResultRecord empty = scored(result_of("knn", "a", 0), 0, 0, 0, 0);
  empty.scores[1].value.reset();
  put(store, cell, empty);
  put(store, cell, scored(result_of("knn", "b", 1), 2, 0.5, 2, 2));
  const LeaderboardRow row = only_row(store);
  EXPECT_EQ(row.mean("sad"), 1.0);
  EXPECT_EQ(row.mean("mse"), 0.5);
  EXPECT_EQ(row.find_score("mse")->images, 1);
  EXPECT_EQ(row.notes, (std::vector<std::string>{"measured on 0 of 2 images",
                                                 "mse defined on 1 of 2 images"}));
}

TEST(Leaderboard, HasAFigureThatNoImageDefinesAsAbsent) {
  StoreFixture store;
  ResultRecord result = result_of("knn", "a", 0);
  result.scores = {{"sad", 0.0}, {"mse", std::nullopt}};
  put(store, cell_of("knn", "demo"), result);
  const LeaderboardRow row = only_row(store);
  EXPECT_EQ(row.mean("sad"), 0.0);
  ASSERT_NE(row.find_score("mse"), nullptr);
  EXPECT_FALSE(row.mean("mse").has_value());
}

TEST(Leaderboard, HasNoQualityForSyntheticWeights) {
  StoreFixture store;
  ResultRecord result = measured(scored(result_of("dim", "a", 0), 1, 2, 3, 4), 5, 100, 200);
  result.identity.weights_digest = "synthetic:1";
  put(store, cell_of("dim", "demo"), result);
  const LeaderboardRow row = only_row(store);
  EXPECT_TRUE(row.synthetic_weights);
  EXPECT_TRUE(row.scores.empty());
  EXPECT_FALSE(row.mean("sad").has_value());
  EXPECT_EQ(row.latency_ms, 5.0);
  EXPECT_EQ(row.peak_memory_mib, 100.0);
  EXPECT_FALSE(figure(result, "sad").has_value());
}

TEST(Leaderboard, KnowsSyntheticWeightsByTheModelsTextToo) {
  ResultIdentity identity;
  identity.model = "vitmatte-s:weights=synthetic:7";
  EXPECT_TRUE(has_synthetic_weights(identity));
  identity.model = "vitmatte-s:weights=synthetic-matting.pth";
  EXPECT_FALSE(has_synthetic_weights(identity));
}

TEST(Leaderboard, TellsWhatARowMixes) {
  StoreFixture store;
  const CellRecord cell = cell_of("knn", "demo");
  ResultRecord first = measured(result_of("knn", "a", 0), 5, 1, 2);
  put(store, cell, first);
  ResultRecord second = measured(result_of("knn", "b", 1), 5, 1, 2);
  second.identity.model_revision = 2;
  second.identity.convention_version = 2;
  second.identity.weights_digest = "w";
  second.measurement->threads = 8;
  const auto elsewhere = store.results.begin_run(run_on("m0"));
  store.results.put(elsewhere, store.results.cell_id(cell), second);
  const LeaderboardRow row = only_row(store);
  EXPECT_EQ(row.notes, (std::vector<std::string>{
                           "mixes model revisions", "mixes versions of the convention",
                           "mixes weights", "measured on 2 machines", "mixes thread counts"}));
  EXPECT_EQ(row.machines, (std::vector<std::string>{"m0", "m1"}));
  EXPECT_FALSE(row.threads.has_value());
}

TEST(Leaderboard, MarksAnApproximateModeAndTellsItsDifferenceFromPlain) {
  StoreFixture store;
  CellRecord cell = cell_of("mematte-s", "demo");
  cell.approximate = true;
  const auto id = store.results.cell_id(cell);
  const auto put = [&](const std::string& sample, int ordinal, std::optional<double> largest,
                       std::optional<double> mean) {
    ResultRecord row = measured(result_of("mematte-s", sample, ordinal), 5, 1, 2);
    row.measurement->plain_max_difference = largest;
    row.measurement->plain_mean_difference = mean;
    store.results.put(store.run, id, row);
  };
  put("a", 0, std::nullopt, std::nullopt);
  const auto shown = [&] { return leaderboard(store.results, {}).at(0); };
  EXPECT_TRUE(shown().cell.approximate);
  EXPECT_FALSE(shown().plain_max_difference);
  EXPECT_EQ(shown().notes.at(0), "approximate mode");
  put("b", 1, 0.5, 0.25);
  put("c", 2, 0.125, 0.125);
  EXPECT_EQ(shown().plain_max_difference, 0.5);
  EXPECT_EQ(shown().plain_mean_difference, 0.1875);
  EXPECT_EQ(shown().notes.at(0),
            "approximate mode: alphas differ from plain by up to 0.5, on average 0.19, on 2 of 3 "
            "images");
}

TEST(Leaderboard, HasARowForEachSettingAndConventionInAFixedOrder) {
  StoreFixture store;
  const auto add = [&](const char* suite, const char* model, const char* mode,
                       const char* precision, const char* device, const char* convention) {
    ResultRecord result = scored(result_of(model, "a", 0), 1, 1, 1, 1);
    result.identity.mode = mode;
    result.identity.precision = precision;
    result.identity.device = device;
    result.identity.convention = convention;
    put(store, {suite, model, mode, precision, device, 0}, result);
  };
  add("x", "b", "plain", "fp32", "cpu", "mmagic");
  add("x", "b", "plain", "fp32", "cpu", "matlab");
  add("x", "b", "plain", "fp32", "cuda", "matlab");
  add("x", "b", "plain", "bf16", "cpu", "matlab");
  add("x", "b", "lean", "fp32", "cpu", "matlab");
  add("x", "a", "plain", "fp32", "cpu", "matlab");
  add("w", "c", "plain", "fp32", "cpu", "matlab");
  std::string order;
  for (const LeaderboardRow& row : leaderboard(store.results, {})) {
    order += row.cell.suite + row.cell.model + ' ' + row.cell.mode + ' ' + row.cell.precision +
             ' ' + row.cell.device + ' ' + row.convention + '\n';
  }
  EXPECT_EQ(order,
            "wc plain fp32 cpu matlab\n"
            "xa plain fp32 cpu matlab\n"
            "xb lean fp32 cpu matlab\n"
            "xb plain bf16 cpu matlab\n"
            "xb plain fp32 cpu matlab\n"
            "xb plain fp32 cpu mmagic\n"
            "xb plain fp32 cuda matlab\n");
}

TEST(Leaderboard, HasNoRowForACellInWhichNothingIsStored) {
  StoreFixture store;
  store.results.cell_id(cell_of("knn", "demo"));
  EXPECT_TRUE(leaderboard(store.results, {}).empty());
}

TEST(Leaderboard, IsOfTheChosenSuites) {
  StoreFixture store;
  put(store, cell_of("knn", "demo"), result_of("knn", "a", 0));
  put(store, cell_of("knn", "aim500"), result_of("knn", "a", 0));
  ReportOptions options;
  options.suites = {"aim500"};
  ASSERT_EQ(leaderboard(store.results, options).size(), 1U);
  EXPECT_EQ(leaderboard(store.results, options).at(0).cell.suite, "aim500");
  options.suites = {"aim50"};
  try {
    leaderboard(store.results, options);
    FAIL() << "no exception";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "the store holds no results of suite 'aim50'");
    EXPECT_NE(error.hint().find("aim500"), std::string::npos);
  }
}

TEST(Images, ComeCellByCellInTheSuitesOrder) {
  StoreFixture store;
  put_three_models(store);
  std::string order;
  for_each_image(store.results, {}, [&](const CellRecord& cell, const ResultRecord& image) {
    order += cell.model + '/' + image.sample + ' ';
  });
  EXPECT_EQ(order, "fine/a fine/b fine/c partial/a partial/b worse/a worse/b worse/c ");
}

TEST(Images, HaveFiguresOnlyWhereTheyWereMeasured) {
  ResultRecord image = scored(result_of("knn", "a", 0), 1, 2, 3, 4);
  EXPECT_EQ(figure(image, "grad"), 3.0);
  EXPECT_FALSE(figure(image, "mad").has_value());
  EXPECT_FALSE(latency_ms(image) || peak_memory_mib(image) || process_peak_mib(image));
  EXPECT_FALSE(threads(image).has_value());
  image = measured(image, 5, 300, 200);
  EXPECT_EQ(peak_memory_mib(image), 0.0) << "it never grew above what was there";
  image.measurement->rss_before_bytes.reset();
  EXPECT_FALSE(peak_memory_mib(image).has_value());
  EXPECT_EQ(process_peak_mib(image), 200.0);
  image.measurement->tensor_peak_bytes = 512 * 1024;
  EXPECT_EQ(tensor_peak_mib(image), 0.5);
  image.state = RowState::error;
  EXPECT_FALSE(figure(image, "grad").has_value());
}

}  // namespace
}  // namespace mbench
