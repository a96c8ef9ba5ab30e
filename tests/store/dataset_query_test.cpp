#include "store/dataset_query.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "store/sample_store.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

class DatasetQuery : public testing::Test {
 protected:
  DatasetQuery() {
    std::vector<FileRecord> files(2);
    files[0].path = "a.png";
    files[0].bytes = 10;
    files[0].width = 200;
    files[0].height = 100;
    files[0].bit_depth = 8;
    files[1].path = "t.png";
    std::vector<SampleRecord> samples(2);
    samples[0].name = "cat";
    samples[0].split = "test";
    samples[0].category = "animal";
    samples[0].image = "a.png";
    samples[0].trimap = "t.png";
    samples[0].width = 200;
    samples[0].height = 100;
    samples[0].unknown_share = 0.25;
    samples[0].expressions = {"the cat"};
    samples[1].name = "fern";
    samples[1].split = "test";
    samples[1].category = "plant";
    SampleStore(store.database)
        .replace({"mine", "aim500", "", "usr", "/data", "", 0, 0}, files, samples);
  }

  std::vector<std::vector<QueryValue>> rows(const std::string& sql) {
    std::vector<std::vector<QueryValue>> all;
    query(store.database, sql,
          {[&](const auto& names) { columns = names; },
           [&](const auto& row) { all.push_back(row); }});
    return all;
  }
  std::string refusal(const std::string& sql) {
    try {
      rows(sql);
    } catch (const UsageError& error) {
      return std::string(error.what()) + " | " + error.hint();
    }
    return "it ran";
  }

  StoreFixture store;
  std::vector<std::string> columns;
};

TEST_F(DatasetQuery, GivesOneRowASampleInKindsOfTheirOwn) {
  const auto found = rows(
      "SELECT name, width, unknown_share, trimap_source, bytes, alpha FROM samples "
      "WHERE unknown_share > 0.2 AND category = 'animal'");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(columns, (std::vector<std::string>{"name", "width", "unknown_share", "trimap_source",
                                               "bytes", "alpha"}));
  EXPECT_EQ(std::get<std::string>(found[0][0]), "cat");
  EXPECT_EQ(std::get<std::int64_t>(found[0][1]), 200);
  EXPECT_EQ(std::get<double>(found[0][2]), 0.25);
  EXPECT_EQ(std::get<std::string>(found[0][3]), "usr");
  EXPECT_EQ(std::get<std::int64_t>(found[0][4]), 10);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(found[0][5]));
}

TEST_F(DatasetQuery, KnowsExpressions) {
  const auto found = rows("SELECT name, text FROM expressions");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(std::get<std::string>(found[0][1]), "the cat");
}

TEST_F(DatasetQuery, SuggestsTheNearestColumn) {
  EXPECT_NE(refusal("SELECT categry FROM samples").find("'category'"), std::string::npos);
}

TEST_F(DatasetQuery, OnlyReads) {
  for (const char* sql :
       {"DELETE FROM sample", "DROP TABLE sample", "ATTACH 'other.db' AS other",
        "PRAGMA user_version = 9", "SELECT 1; DELETE FROM sample", "VACUUM INTO 'copy.db'",
        "SELECT * FROM samples; SELECT 1", "", "-- nothing", "BEGIN"}) {
    EXPECT_NE(refusal(sql).find("cannot be run"), std::string::npos) << sql;
  }
  EXPECT_EQ(rows("SELECT name FROM samples").size(), 2U);
}

TEST_F(DatasetQuery, LeavesTheStoreWritable) {
  refusal("DELETE FROM sample");
  EXPECT_NO_THROW(
      SampleStore(store.database)
          .replace({"b", "folder", "", "", "/b", "", 0, 0}, {}, std::vector<SampleRecord>{}));
}

}  // namespace
}  // namespace mbench
