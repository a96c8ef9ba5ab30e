#include "store/sample_store.h"

#include <gtest/gtest.h>

#include <set>

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "core/error.h"
#include "store/schema.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

SampleRecord sample(const std::string& name) {
  SampleRecord record;
  record.name = name;
  record.split = "test";
  record.image = name + ".png";
  record.alpha = "alpha/" + name + ".png";
  record.trimap = "trimap/" + name + ".png";
  record.foreground = "fg";
  record.background = "bg";
  record.entity = "2";
  record.category = "animal";
  record.type = "SO";
  record.width = 640;
  record.height = 480;
  record.expressions = {"the cat", "the cat on the left"};
  return record;
}

/// The files of these samples.
std::vector<FileRecord> files_of(const std::vector<SampleRecord>& samples) {
  std::vector<FileRecord> files;
  std::set<std::string> seen;
  for (const SampleRecord& one : samples) {
    for (const std::string* path : {&one.image, &one.alpha, &one.trimap}) {
      if (!seen.insert(*path).second) continue;
      FileRecord file;
      file.path = *path;
      file.bytes = 5'000'000'000;
      file.modified_ns = 1'700'000'000'123'456'789;
      file.width = 640;
      file.height = 480;
      file.channels = 3;
      file.bit_depth = 8;
      files.push_back(file);
    }
  }
  return files;
}

DatasetRecord dataset(const std::string& name, const std::string& root) {
  return {name, "aim500", "plain", "usr", root, "2024-05-31T08:15:00Z", 0, 3};
}

void put(SampleStore& store, const DatasetRecord& dataset,
         const std::vector<SampleRecord>& samples) {
  store.replace(dataset, files_of(samples), samples);
}

std::vector<std::string> names(const SampleStore& store, const std::string& dataset) {
  std::vector<std::string> names;
  store.for_each_sample(dataset, [&](const SampleRecord& s) { names.push_back(s.name); });
  return names;
}

TEST(SampleStore, GivesBackEverythingInItsOrder) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("mine", "/data"), {sample("z"), sample("a"), sample("m")});
  EXPECT_EQ(names(samples, "mine"), (std::vector<std::string>{"z", "a", "m"}));
  EXPECT_EQ(names(samples, "/data"), (std::vector<std::string>{"z", "a", "m"}));
  const SampleRecord wanted = sample("z");
  bool first = true;
  samples.for_each_sample("mine", [&](const SampleRecord& got) {
    if (!std::exchange(first, false)) return;
    EXPECT_EQ(got.split, wanted.split);
    EXPECT_EQ(got.image, wanted.image);
    EXPECT_EQ(got.alpha, wanted.alpha);
    EXPECT_EQ(got.trimap, wanted.trimap);
    EXPECT_EQ(got.entity, wanted.entity);
    EXPECT_EQ(got.type, wanted.type);
    EXPECT_EQ(got.foreground, wanted.foreground);
    EXPECT_EQ(got.background, wanted.background);
    EXPECT_EQ(got.category, wanted.category);
    EXPECT_EQ(got.width, wanted.width);
    EXPECT_EQ(got.height, wanted.height);
    EXPECT_FALSE(got.unknown_share.has_value());
  });
}

TEST(SampleStore, ListsDataSetsByNameWithTheirNumberOfSamples) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("mine", "/b"), {sample("x")});
  put(samples, dataset("his", "/c"), {});
  put(samples, dataset("mine", "/a"), {sample("x"), sample("y")});
  const auto all = samples.datasets();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].name, "his");
  EXPECT_EQ(all[1].root, "/a");
  EXPECT_EQ(all[1].samples, 2);
  EXPECT_EQ(all[1].layout, "aim500");
  EXPECT_EQ(all[1].variant, "plain");
  EXPECT_EQ(all[1].trimap_source, "usr");
  EXPECT_EQ(all[1].revision, 3);
  EXPECT_EQ(all[1].indexed_at, "2024-05-31T08:15:00Z");
  EXPECT_EQ(all[2].samples, 1);
}

TEST(SampleStore, ReplacesADataSetOfTheSameRootOnly) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("one", "/data"), {sample("old"), sample("older")});
  put(samples, dataset("other", "/elsewhere"), {sample("untouched")});
  put(samples, dataset("one", "/data"), {sample("new")});
  EXPECT_EQ(names(samples, "one"), std::vector<std::string>{"new"});
  EXPECT_EQ(names(samples, "other"), std::vector<std::string>{"untouched"});
  EXPECT_EQ(samples.datasets().size(), 2U);
}

TEST(SampleStore, KeepsTheOldIndexWhenTheNewOneHasANameTwice) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("one", "/data"), {sample("old")});
  try {
    put(samples, dataset("one", "/data"), {sample("a"), sample("b"), sample("a")});
    FAIL() << "no exception";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "data set /data has two samples named 'a' in split test");
  }
  EXPECT_EQ(names(samples, "one"), std::vector<std::string>{"old"});
}

TEST(SampleStore, AllowsOneNameInTwoSplits) {
  StoreFixture store;
  SampleStore samples(store.database);
  SampleRecord train = sample("a");
  train.split = "train";
  put(samples, dataset("one", "/data"), {sample("a"), train});
  EXPECT_EQ(names(samples, "one").size(), 2U);
}

TEST(SampleStore, SaysWhatToDoAboutAnUnknownOrAmbiguousName) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("mine", "/a"), {sample("x")});
  put(samples, dataset("mine", "/b"), {sample("y")});
  const auto ignore = [](const SampleRecord&) {};
  EXPECT_THROW(samples.for_each_sample("yours", ignore), UsageError);
  try {
    samples.for_each_sample("mine", ignore);
    FAIL() << "no exception";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "two data sets are named 'mine': /a and /b");
  }
  EXPECT_EQ(names(samples, "/b"), std::vector<std::string>{"y"});
}

TEST(SampleStore, GivesBackFilesAndExpressions) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("mine", "/data"), {sample("z"), sample("a")});
  const std::vector<FileRecord> files = samples.files("mine");
  ASSERT_EQ(files.size(), 6U);
  EXPECT_EQ(files[1].path, "alpha/z.png");
  EXPECT_EQ(files[1].bytes, 5'000'000'000);
  EXPECT_EQ(files[1].modified_ns, 1'700'000'000'123'456'789);
  EXPECT_EQ(files[1].bit_depth, 8);
  EXPECT_FALSE(files[1].unknown_pixels.has_value());
  std::vector<std::string> texts;
  samples.for_each_expression(
      "mine", [&](const std::string& name, const std::string& split, const std::string& text) {
        texts.push_back(name + "," + split + "," + text);
      });
  EXPECT_EQ(texts, (std::vector<std::string>{"z,test,the cat", "z,test,the cat on the left",
                                             "a,test,the cat", "a,test,the cat on the left"}));
}

TEST(SampleStore, RemembersPixelsAndDerivesUnknownShares) {
  StoreFixture store;
  SampleStore samples(store.database);
  put(samples, dataset("mine", "/data"), {sample("z"), sample("a")});
  std::vector<FileRecord> files = samples.files("mine");
  files[2].unknown_pixels = 640 * 120;
  files[2].pixels_sha256 = "abc";
  files[3].problem = "it is truncated";
  samples.update_pixels("mine", files);
  samples.derive_unknown_shares("mine");
  EXPECT_EQ(samples.files("mine")[2].pixels_sha256, "abc");
  EXPECT_EQ(samples.files("mine")[3].problem, "it is truncated");
  std::vector<std::optional<double>> shares;
  samples.for_each_sample("mine",
                          [&](const SampleRecord& got) { shares.push_back(got.unknown_share); });
  ASSERT_EQ(shares.size(), 2U);
  EXPECT_EQ(shares[0], 0.25);
  EXPECT_FALSE(shares[1].has_value());
}

TEST(SampleStore, TakesAStoreOfTheFirstVersionAlong) {
  TemporaryFolder folder;
  const fs::path path = folder.path() / "old.db";
  { Database database(path, Database::Open::create); }
  {
    SQLite::Database old(path.string(), SQLITE_OPEN_READWRITE);
    old.exec(
        "DROP VIEW samples; DROP VIEW expressions; DROP TABLE expression; DROP TABLE sample;"
        "DROP TABLE file; DROP TABLE dataset; ALTER TABLE cell DROP COLUMN approximate;"
        "ALTER TABLE measurement DROP COLUMN plain_max_difference;"
        "ALTER TABLE measurement DROP COLUMN plain_mean_difference;");
    // As version 1 made them.
    const std::string first = migrations().front().sql;
    const std::size_t begin = first.find("CREATE TABLE dataset");
    old.exec(first.substr(begin, first.find("-- Decoded pictures") - begin));
    old.exec("PRAGMA user_version = 1");
    old.exec("INSERT INTO dataset VALUES (7, 'mine', 'folder', '/data', '2026-01-01', 1)");
    old.exec(
        "INSERT INTO sample VALUES (3, 7, 'cat', '', '/data/images/cat.jpg', "
        "'/data/alpha/cat.png', '', 'ellipse:25', 'cat', '', 'animal', 640, 480, 99, 5)");
  }
  Database database(path, Database::Open::existing);
  const SampleStore samples(database);
  ASSERT_EQ(samples.datasets().size(), 1U);
  std::vector<SampleRecord> found;
  samples.for_each_sample("mine", [&](const SampleRecord& got) { found.push_back(got); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].image, "images/cat.jpg");
  EXPECT_EQ(found[0].alpha, "alpha/cat.png");
  EXPECT_EQ(found[0].trimap, "");
  EXPECT_EQ(found[0].trimap_recipe, "ellipse:25");
  EXPECT_EQ(found[0].width, 640);
  const std::vector<FileRecord> files = samples.files("mine");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].bytes, 99);
  database.verify();
}

}  // namespace
}  // namespace mbench
