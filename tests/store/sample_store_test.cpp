#include "store/sample_store.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/store/store_builders.h"

namespace mbench {
namespace {

SampleRecord sample(const std::string& name) {
  SampleRecord record;
  record.name = name;
  record.split = "test";
  record.image_path = "/data/" + name + ".png";
  record.alpha_path = "/data/alpha/" + name + ".png";
  record.trimap_path = "/data/trimap/" + name + ".png";
  record.trimap_source = "shipped";
  record.foreground = "fg";
  record.background = "bg";
  record.category = "animal";
  record.width = 640;
  record.height = 480;
  record.file_bytes = 5'000'000'000;
  record.modified_ns = 1'700'000'000'123'456'789;
  return record;
}

DatasetRecord dataset(const std::string& name, const std::string& root) {
  return {name, "folder", root, "2024-05-31T08:15:00Z", 0};
}

std::vector<std::string> names(const SampleStore& store, const std::string& dataset) {
  std::vector<std::string> names;
  store.for_each_sample(dataset, [&](const SampleRecord& s) { names.push_back(s.name); });
  return names;
}

TEST(SampleStore, GivesBackEverythingInItsOrder) {
  StoreFixture store;
  SampleStore samples(store.database);
  samples.replace(dataset("mine", "/data"), {sample("z"), sample("a"), sample("m")});
  EXPECT_EQ(names(samples, "mine"), (std::vector<std::string>{"z", "a", "m"}));
  EXPECT_EQ(names(samples, "/data"), (std::vector<std::string>{"z", "a", "m"}));
  const SampleRecord put = sample("z");
  bool first = true;
  samples.for_each_sample("mine", [&](const SampleRecord& got) {
    if (!std::exchange(first, false)) return;
    EXPECT_EQ(got.split, put.split);
    EXPECT_EQ(got.image_path, put.image_path);
    EXPECT_EQ(got.alpha_path, put.alpha_path);
    EXPECT_EQ(got.trimap_path, put.trimap_path);
    EXPECT_EQ(got.trimap_source, put.trimap_source);
    EXPECT_EQ(got.foreground, put.foreground);
    EXPECT_EQ(got.background, put.background);
    EXPECT_EQ(got.category, put.category);
    EXPECT_EQ(got.width, put.width);
    EXPECT_EQ(got.height, put.height);
    EXPECT_EQ(got.file_bytes, put.file_bytes);
    EXPECT_EQ(got.modified_ns, put.modified_ns);
  });
}

TEST(SampleStore, ListsDataSetsByNameWithTheirNumberOfSamples) {
  StoreFixture store;
  SampleStore samples(store.database);
  samples.replace(dataset("mine", "/b"), {sample("x")});
  samples.replace(dataset("his", "/c"), {});
  samples.replace(dataset("mine", "/a"), {sample("x"), sample("y")});
  const auto all = samples.datasets();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].name, "his");
  EXPECT_EQ(all[1].root, "/a");
  EXPECT_EQ(all[1].samples, 2);
  EXPECT_EQ(all[1].layout, "folder");
  EXPECT_EQ(all[1].indexed_at, "2024-05-31T08:15:00Z");
  EXPECT_EQ(all[2].samples, 1);
}

TEST(SampleStore, ReplacesADataSetOfTheSameRootOnly) {
  StoreFixture store;
  SampleStore samples(store.database);
  samples.replace(dataset("one", "/data"), {sample("old"), sample("older")});
  samples.replace(dataset("other", "/elsewhere"), {sample("untouched")});
  samples.replace(dataset("one", "/data"), {sample("new")});
  EXPECT_EQ(names(samples, "one"), std::vector<std::string>{"new"});
  EXPECT_EQ(names(samples, "other"), std::vector<std::string>{"untouched"});
  EXPECT_EQ(samples.datasets().size(), 2U);
}

TEST(SampleStore, KeepsTheOldIndexWhenTheNewOneHasANameTwice) {
  StoreFixture store;
  SampleStore samples(store.database);
  samples.replace(dataset("one", "/data"), {sample("old")});
  try {
    samples.replace(dataset("one", "/data"), {sample("a"), sample("b"), sample("a")});
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
  samples.replace(dataset("one", "/data"), {sample("a"), train});
  EXPECT_EQ(names(samples, "one").size(), 2U);
}

TEST(SampleStore, SaysWhatToDoAboutAnUnknownOrAmbiguousName) {
  StoreFixture store;
  SampleStore samples(store.database);
  samples.replace(dataset("mine", "/a"), {sample("x")});
  samples.replace(dataset("mine", "/b"), {sample("y")});
  const auto ignore = [](const SampleRecord&) {};
  EXPECT_THROW(samples.for_each_sample("yours", ignore), DataError);
  try {
    samples.for_each_sample("mine", ignore);
    FAIL() << "no exception";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "two data sets are named 'mine': /a and /b");
  }
  EXPECT_EQ(names(samples, "/b"), std::vector<std::string>{"y"});
}

TEST(DigestStore, RemembersWhatASourceWasDecodedTo) {
  StoreFixture store;
  DigestStore digests(store.database);
  EXPECT_FALSE(digests.find("fg.png 100 bytes").has_value());
  digests.put("fg.png 100 bytes", {"i", "t", "a", 640, 480, 1234});
  digests.put("fg.png 101 bytes", {"i2", "t", "", 10, 20, 0});
  const auto found = digests.find("fg.png 100 bytes").value();
  EXPECT_EQ(found.image, "i");
  EXPECT_EQ(found.trimap, "t");
  EXPECT_EQ(found.alpha, "a");
  EXPECT_EQ(found.width, 640);
  EXPECT_EQ(found.height, 480);
  EXPECT_EQ(found.unknown_pixels, 1234);
  EXPECT_EQ(digests.find("fg.png 101 bytes")->alpha, "");
}

TEST(DigestStore, TakesTheNewestAnswer) {
  StoreFixture store;
  DigestStore digests(store.database);
  digests.put("source", {"i", "t", "a", 1, 1, 1});
  digests.put("source", {"i2", "t2", "a2", 2, 2, 2});
  EXPECT_EQ(digests.find("source")->image, "i2");
  EXPECT_EQ(digests.find("source")->width, 2);
}

}  // namespace
}  // namespace mbench
