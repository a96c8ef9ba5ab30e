#include "datasets/fixture_marker.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "tests/datasets/planted_defects.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

DatasetContents two_splits() {
  DatasetContents contents;
  for (const char* split : {"train", "test", "train"}) {
    FoundSample sample;
    sample.split = split;
    contents.samples.push_back(sample);
  }
  return contents;
}

TEST(FixtureMarker, CountsTheSamplesOfEachSplit) {
  const TinyDataset data;
  Layout layout;
  layout.name = "aim500";
  write_fixture_marker(data.root(), layout, two_splits());
  const auto marker = read_fixture_marker(FileTree(data.root()));
  ASSERT_TRUE(marker.has_value());
  EXPECT_EQ(marker->layout, "aim500");
  EXPECT_EQ(marker->samples, (std::map<std::string, int>{{"test", 1}, {"train", 2}}));
}

TEST(FixtureMarker, MayCountNothing) {
  const TinyDataset data;
  write_fixture_marker(data.root(), Layout{}, {});
  EXPECT_TRUE(read_fixture_marker(FileTree(data.root())).value().samples.empty());
}

TEST(FixtureMarker, IsOnlyLookedForInTheRoot) {
  const TinyDataset data;
  data.text("inner/mbench-fixture.json", "{}");
  EXPECT_FALSE(read_fixture_marker(FileTree(data.root())).has_value());
}

TEST(FixtureMarker, IsNamedWhereItIsDamaged) {
  for (const char* text : {"", "[]", "{", "{\"layout\": 3, \"samples\": {}}", "{\"layout\": \"a\"}",
                           "{\"layout\": \"a\", \"samples\": {\"test\": \"many\"}}"}) {
    const TinyDataset data;
    data.text(kFixtureMarker, text);
    EXPECT_THAT(message_of<DataError>([&] { read_fixture_marker(FileTree(data.root())); }),
                AllOf(HasSubstr(kFixtureMarker), HasSubstr("write the fixture anew")))
        << text;
  }
}

/// A marked fixture that is compared with the published data set wherever it can be.
class MarkedFixture : public ::testing::Test {
 protected:
  MarkedFixture() {
    set.layout.counts = {{"", 500, 0}};
    set.layout.lists = {{"names.txt", std::string(64, '0')}};
    set.layout.pixel_hashes = {{"", "trimap", 3, std::string(64, '0')}};
    set.writer().text("names.txt", "a\n");
    const FileTree tree(set.root());
    write_fixture_marker(set.root(), set.layout, set.contents(tree));
  }
  PlantedSet set;
};

TEST_F(MarkedFixture, IsNotComparedWithThePublishedDataSet) {
  EXPECT_EQ(summary(set.verified()), "");
}

TEST_F(MarkedFixture, IsComparedWithItsOwnCounts) {
  for (const char* file :
       {"images/photo-001.jpg", "alpha/photo-001.png", "trimaps/photo-001.png"}) {
    set.remove(file);
  }
  const auto findings = set.verified();
  ASSERT_EQ(summary(findings), "wrong-count error .\n");
  EXPECT_THAT(findings[0].message, HasSubstr("2 samples instead of 3"));
}

TEST_F(MarkedFixture, MissesAWholeSplit) {
  set.edit = [](DatasetContents& contents) {
    for (FoundSample& sample : contents.samples) sample.split = "test";
  };
  const auto findings = set.verified();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_THAT(findings[0].message, HasSubstr("has 0 samples instead of 3"));
  EXPECT_THAT(findings[1].message,
              HasSubstr("split test of this fixture has 3 samples instead of 0"));
}

TEST_F(MarkedFixture, IsNotCountedAsAnotherLayoutReadsIt) {
  set.layout.name = "another";
  set.edit = [](DatasetContents& contents) { contents.samples.pop_back(); };
  EXPECT_EQ(summary(set.verified()), "");
}

TEST_F(MarkedFixture, IsAProblemWhereItsMarkerIsDamaged) {
  set.writer().text(kFixtureMarker, "{");
  EXPECT_EQ(summary(set.verified()), "problem warning mbench-fixture.json\n");
}

TEST_F(MarkedFixture, IsFreeOfWhatIsKnownOfThePublishedDataSet) {
  set.layout.name = "ppm100";
  EXPECT_EQ(summary(set.linted().findings), "");
}

}  // namespace
}  // namespace mbench
