#include "store/result_store.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/error.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

std::vector<std::string> names(const std::vector<ResultRecord>& results) {
  std::vector<std::string> names;
  for (const ResultRecord& result : results) names.push_back(result.sample);
  return names;
}

TEST(ResultStore, GivesBackEverythingThatWasPut) {
  StoreFixture store;
  ResultRecord put = scored(result_of("closed-form", "moss-1", 4), 12.5, 0.1, 1e-300, 1.0 / 3);
  put.identity.model_revision = 3;
  put.identity.weights_digest = "w";
  put.message = "trimap: 2 values other than 0, 128, 255";
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), put);

  const auto all = all_results(store.results, kClosedFormCell);
  ASSERT_EQ(all.size(), 1U);
  const ResultRecord& got = all[0];
  EXPECT_EQ(got.identity.key(), put.identity.key());
  EXPECT_EQ(got.identity.model_revision, 3);
  EXPECT_EQ(got.identity.weights_digest, "w");
  EXPECT_EQ(got.sample, "moss-1");
  EXPECT_EQ(got.foreground, "moss");
  EXPECT_EQ(got.ordinal, 4);
  EXPECT_EQ(got.width, 100);
  EXPECT_EQ(got.height, 50);
  EXPECT_EQ(got.unknown_pixels, 700);
  EXPECT_EQ(got.state, RowState::ok);
  EXPECT_EQ(got.message, put.message);
  EXPECT_FALSE(got.measurement.has_value());
  ASSERT_EQ(got.scores.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(got.scores[i].metric, put.scores[i].metric);
    EXPECT_EQ(got.scores[i].value, put.scores[i].value);
  }
}

TEST(ResultStore, KeepsTheConventionsOwnOrderOfFigures) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  store.results.put(store.run, cell, scored(result_of("closed-form", "a", 0), 1, 2, 3, 4));
  ResultRecord other = result_of("closed-form", "b", 1);
  other.scores = {{"mad", 5}, {"conn", 6}, {"sad", 7}};
  store.results.put(store.run, cell, other);
  const auto all = all_results(store.results, kClosedFormCell);
  EXPECT_EQ(all[1].scores[0].metric, "mad");
  EXPECT_EQ(all[1].scores[1].metric, "conn");
  EXPECT_EQ(all[1].scores[2].metric, "sad");
  EXPECT_EQ(store.results.metrics(),
            (std::vector<std::string>{"sad", "mse", "grad", "conn", "mad"}));
}

TEST(ResultStore, KeepsFiguresThatAreNotDefinedAsAbsent) {
  StoreFixture store;
  ResultRecord put = result_of("closed-form", "a", 0);
  put.scores = {{"sad", 0.0},
                {"mse", std::nullopt},
                {"grad", std::numeric_limits<double>::quiet_NaN()},
                {"conn", std::numeric_limits<double>::infinity()}};
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), put);
  const auto scores = all_results(store.results, kClosedFormCell).at(0).scores;
  EXPECT_EQ(scores.at(0).value, 0.0);
  EXPECT_FALSE(scores.at(1).value.has_value());
  EXPECT_FALSE(scores.at(2).value.has_value());
  EXPECT_FALSE(scores.at(3).value.has_value());
}

TEST(ResultStore, RefusesAFigureThatStandsTwiceInOneResult) {
  StoreFixture store;
  ResultRecord put = result_of("closed-form", "a", 0);
  put.scores = {{"sad", 1.0}, {"sad", 2.0}};
  EXPECT_THROW(store.results.put(store.run, store.results.cell_id(kClosedFormCell), put),
               InternalError);
  EXPECT_TRUE(all_results(store.results, kClosedFormCell).empty());
}

TEST(ResultStore, KeepsBytesThatAreNoText) {
  StoreFixture store;
  ResultRecord put = result_of("closed-form", std::string("a\0b'\"\xff\n", 7), 0);
  put.message = "it's \"so\"; DROP TABLE result; \xc3\x28";
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), put);
  const auto all = all_results(store.results, kClosedFormCell);
  EXPECT_EQ(all.at(0).sample, put.sample);
  EXPECT_EQ(all.at(0).message, put.message);
}

TEST(ResultStore, GivesTheSuitesOrderWhateverTheOrderOfWork) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  for (const int ordinal : {7, 2, 9, 0, 4}) {
    const std::string sample = numbered("s", 9 - ordinal);
    store.results.put(store.run, cell, result_of("closed-form", sample, ordinal));
  }
  EXPECT_EQ(names(all_results(store.results, kClosedFormCell)),
            (std::vector<std::string>{"s9", "s7", "s5", "s2", "s0"}));
}

TEST(ResultStore, ReplacesAResultOfTheSameKey) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  const ResultRecord first = result_of("closed-form", "a", 0);
  store.results.put(store.run, cell, failed(first, RowState::timeout, "after 120 s"));
  store.results.put(store.run, cell, scored(first, 1, 2, 3, 4));
  const auto all = all_results(store.results, kClosedFormCell);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].state, RowState::ok);
  EXPECT_EQ(all[0].message, "");
  EXPECT_EQ(all[0].scores.size(), 4U);

  store.results.put(store.run, cell, failed(first, RowState::oom, "no memory"));
  EXPECT_EQ(all_results(store.results, kClosedFormCell).at(0).state, RowState::oom);
  EXPECT_TRUE(all_results(store.results, kClosedFormCell).at(0).scores.empty());
}

TEST(ResultStore, HoldsTheNewestOfSeveralResultsForOneSample) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  ResultRecord result = scored(result_of("closed-form", "a", 0), 9, 9, 9, 9);
  store.results.put(store.run, cell, result);
  result.identity.model_revision = 2;
  store.results.put(store.run, cell, scored(result, 1, 1, 1, 1));
  const auto all = all_results(store.results, kClosedFormCell);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].identity.model_revision, 2);
  EXPECT_EQ(all[0].scores.at(0).value, 1.0);
}

TEST(ResultStore, KeepsResultsOfTwoConventionsSideBySide) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  for (const int ordinal : {1, 0}) {
    ResultRecord result = result_of("closed-form", numbered("s", ordinal), ordinal);
    store.results.put(store.run, cell, scored(result, 1, 1, 1, 1));
    result.identity.convention = "mmagic";
    store.results.put(store.run, cell, scored(result, 2, 2, 2, 2));
  }
  const auto all = all_results(store.results, kClosedFormCell);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(names(all), (std::vector<std::string>{"s0", "s0", "s1", "s1"}));
  EXPECT_EQ(all[0].identity.convention, "matlab");
  EXPECT_EQ(all[1].identity.convention, "mmagic");
  EXPECT_EQ(all[3].identity.convention, "mmagic");
}

TEST(ResultStore, SharesOneResultAmongSamplesOfEqualPixels) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  ResultRecord result = scored(result_of("closed-form", "a", 0), 1, 2, 3, 4);
  store.results.put(store.run, cell, result);
  store.results.link(cell, result.identity.key(), "copy of a", "fg", 1);
  auto all = all_results(store.results, kClosedFormCell);
  EXPECT_EQ(names(all), (std::vector<std::string>{"a", "copy of a"}));
  EXPECT_EQ(all[1].foreground, "fg");
  EXPECT_EQ(all[1].scores.at(3).value, 4.0);

  store.results.put(store.run, cell, scored(result, 8, 2, 3, 4));
  all = all_results(store.results, kClosedFormCell);
  EXPECT_EQ(all[0].scores.at(0).value, 8.0);
  EXPECT_EQ(all[1].scores.at(0).value, 8.0);
}

TEST(ResultStore, SharesOneResultAmongSuites) {
  StoreFixture store;
  const ResultRecord result = scored(result_of("closed-form", "a", 0), 1, 2, 3, 4);
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), result);
  const CellRecord other = cell_of("closed-form", "hard");
  store.results.link(store.results.cell_id(other), result.identity.key(), "a", "a", 30);
  EXPECT_EQ(all_results(store.results, other).at(0).ordinal, 30);
  EXPECT_EQ(all_results(store.results, kClosedFormCell).at(0).ordinal, 0);
}

TEST(ResultStore, LinksOnlyWhatIsStored) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  const std::string key = result_of("closed-form", "a", 0).identity.key();
  EXPECT_THROW(store.results.link(cell, key, "a", "a", 0), StoreError);
  EXPECT_THROW(store.results.link(cell, "no key", "a", "a", 0), StoreError);
}

TEST(ResultStore, WritesNothingOfARowThatCannotBeWhole) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  const ResultRecord result = scored(result_of("closed-form", "a", 0), 1, 2, 3, 4);
  EXPECT_THROW(store.results.put(store.run + 1, cell, result), StoreError);
  EXPECT_THROW(store.results.put(store.run, cell + 1, result), StoreError);
  EXPECT_FALSE(store.results.finished(result.identity.key(), "").has_value());
  EXPECT_TRUE(store.results.metrics().empty());
}

TEST(ResultStore, TakesOutSamplesThatTheSuiteNoLongerHas) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  for (int i = 0; i < 4; ++i) {
    const std::string sample = numbered("s", i);
    store.results.put(store.run, cell, result_of("closed-form", sample, i));
  }
  store.results.retain(cell, {"s3", "s1", "new"});
  EXPECT_EQ(names(all_results(store.results, kClosedFormCell)),
            (std::vector<std::string>{"s1", "s3"}));
  EXPECT_TRUE(store.results.finished(result_of("closed-form", "s0", 0).identity.key(), ""));
}

TEST(ResultStore, LetsQuestionsBeAskedWhileItStreams) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  for (int i = 0; i < 3; ++i) {
    const std::string sample = numbered("s", i);
    const ResultRecord result = scored(result_of("closed-form", sample, i), i, 0, 0, 0);
    store.results.put(store.run, cell, result, {{result.identity.key(), "alpha", sample}});
  }
  std::string seen;
  store.results.for_each_result(kClosedFormCell, false, [&](const ResultRecord& outer) {
    store.results.for_each_result(kClosedFormCell, false, [&](const ResultRecord& inner) {
      seen += store.results.preview(inner.identity.key(), "alpha").value();
    });
    seen += outer.sample + ' ';
  });
  EXPECT_EQ(seen, "s0s1s2s0 s0s1s2s1 s0s1s2s2 ");
}

TEST(ResultStore, NamesACellThatIsNotThere) {
  StoreFixture store;
  try {
    all_results(store.results, kClosedFormCell);
    FAIL() << "no exception";
  } catch (const StoreError& error) {
    EXPECT_NE(std::string(error.what()).find("closed-form"), std::string::npos);
  }
}

TEST(ResultStore, KeepsPreviewsAndReplacesThem) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  const ResultRecord result = result_of("closed-form", "a", 0);
  const std::string jpeg("\xff\xd8\0\xff\xd9", 5);
  store.results.put(store.run, cell, result,
                    {{"subject", "image", "old"}, {"subject", "alpha", jpeg}});
  store.results.put(store.run, cell, result, {{"subject", "image", "new"}});
  EXPECT_EQ(store.results.preview("subject", "alpha"), jpeg);
  EXPECT_EQ(store.results.preview("subject", "image"), "new");
  EXPECT_FALSE(store.results.preview("subject", "truth").has_value());
}

}  // namespace
}  // namespace mbench
