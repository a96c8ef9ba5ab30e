#include "datasets/layouts/aim500.h"

#include <gmock/gmock.h>

#include "datasets/sample.h"
#include "tests/datasets/layouts/layout_samples.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kLabels = "aim_category_type.json";

/// Two images with everything, below `folder`.
void add_both(const TinyDataset& data, const std::string& folder = {}) {
  for (const char* stem : {"o_0c8f03f0", "o_1a2b3c4d"}) {
    add_pictures(data, stem, folder + "original", folder + "mask", folder + "trimap");
    data.trimap(folder + "usr/" + stem + ".png");
  }
}

TEST(Aim500Layout, MatchesTheFourFoldersByStem) {
  const TinyDataset data;
  add_both(data);
  ASSERT_TRUE(is_recognised(aim500_layout(), data));
  const DatasetContents contents = contents_of(aim500_layout(), data);
  EXPECT_THAT(names_in(contents), ElementsAre("test/o_0c8f03f0", "test/o_1a2b3c4d"));
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THAT(contents.lists, IsEmpty());
  EXPECT_EQ(contents.variant, "root");
  const FoundSample& first = contents.samples[0];
  EXPECT_EQ(first.image, "original/o_0c8f03f0.jpg");
  EXPECT_EQ(first.alpha, "mask/o_0c8f03f0.png");
  EXPECT_EQ(first.foreground, "o_0c8f03f0");
}

TEST(Aim500Layout, TakesTrimapsUnlessUnifiedMapsAreAskedFor) {
  const TinyDataset data;
  add_both(data);
  const DatasetContents usual = contents_of(aim500_layout(), data);
  EXPECT_EQ(usual.trimap_source, "trimap");
  EXPECT_EQ(usual.samples[1].trimap, "trimap/o_1a2b3c4d.png");
  const DatasetContents unified = contents_of(aim500_layout(), data, "usr");
  EXPECT_EQ(unified.trimap_source, "usr");
  EXPECT_EQ(unified.samples[1].trimap, "usr/o_1a2b3c4d.png");
}

TEST(Aim500Layout, RefusesTrimapsThatItDoesNotKnowOrHasNot) {
  const TinyDataset data;
  add_pictures(data, "o_0c8f03f0", "original", "mask", "trimap");
  EXPECT_THAT(message_of<UsageError>([&] { contents_of(aim500_layout(), data, "user"); }),
              AllOf(HasSubstr("AIM-500 has no trimaps named 'user'"), HasSubstr("trimap and usr")));
  EXPECT_THAT(message_of<UsageError>([&] { contents_of(aim500_layout(), data, "usr"); }),
              HasSubstr("has no folder of the trimaps 'usr'"));
}

TEST(Aim500Layout, DoesWithoutTrimapsIfNoneAreAskedFor) {
  const TinyDataset data;
  add_pictures(data, "o_0c8f03f0", "original", "mask");
  const DatasetContents contents = contents_of(aim500_layout(), data);
  EXPECT_EQ(contents.trimap_source, "");
  EXPECT_EQ(contents.samples.at(0).trimap, "");
  EXPECT_THAT(contents.problems, IsEmpty());
}

TEST(Aim500Layout, IgnoresLetterCaseAndTakesMixedEndings) {
  const TinyDataset data;
  data.image("Original/o_0c8f03f0.PNG");
  data.alpha("MASK/o_0c8f03f0.png");
  data.trimap("Trimap/o_0c8f03f0.png");
  data.image("Original/o_1a2b3c4d.jpeg");
  data.image("MASK/o_1a2b3c4d.jpg");
  data.trimap("Trimap/o_1a2b3c4d.png");
  data.trimap("USR/o_1a2b3c4d.png");
  ASSERT_TRUE(is_recognised(aim500_layout(), data));
  const DatasetContents contents = contents_of(aim500_layout(), data);
  EXPECT_EQ(contents.samples.size(), 2U);
  EXPECT_THAT(contents.problems, IsEmpty());
}

TEST(Aim500Layout, ReadsTheFolderThatHoldsTheSet) {
  for (const std::string folder : {"AIM-500/", "aim500/"}) {
    const TinyDataset data;
    add_both(data, folder);
    data.text(folder + kLabels, R"({"o_0c8f03f0": {"type": "NS", "category": "plant"},
                                   "o_1a2b3c4d": {"type": "SO", "category": "toy"}})");
    ASSERT_TRUE(is_recognised(aim500_layout(), data)) << folder;
    const DatasetContents contents = contents_of(aim500_layout(), data);
    EXPECT_EQ(contents.variant, "folder");
    EXPECT_EQ(sample_named(contents, "o_0c8f03f0").category, "plant");
    EXPECT_THAT(contents.lists, ElementsAre(folder + kLabels));
  }
}

TEST(Aim500Layout, IsToldByUnifiedMapsLabelsOrNames) {
  const TinyDataset by_names;
  add_pictures(by_names, "o_0c8f03f0", "original", "mask", "trimap");
  EXPECT_TRUE(is_recognised(aim500_layout(), by_names));
  const TinyDataset by_maps;
  add_pictures(by_maps, "cat", "original", "mask");
  EXPECT_FALSE(is_recognised(aim500_layout(), by_maps));
  by_maps.trimap("usr/cat.png");
  EXPECT_TRUE(is_recognised(aim500_layout(), by_maps));
  const TinyDataset by_labels;
  add_pictures(by_labels, "cat", "original", "mask");
  by_labels.text(kLabels, "{}");
  EXPECT_TRUE(is_recognised(aim500_layout(), by_labels));
}

TEST(Aim500Layout, GivesCategoriesAndTypes) {
  const TinyDataset data;
  add_both(data);
  data.text(kLabels, R"({"o_0c8f03f0": {"type": "STM", "category": "transparent", "more": [1]},
                        "o_1a2b3c4d": {"type": 3, "category": "toy"},
                        "1234": {"type": "SO", "category": "fruit"}, "5": 7, "version": "2"})");
  const DatasetContents contents = contents_of(aim500_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THAT(contents.lists, ElementsAre(kLabels));
  EXPECT_EQ(contents.samples[0].type, "STM");
  EXPECT_EQ(contents.samples[0].category, "transparent");
  EXPECT_EQ(contents.samples[1].type, "");
  EXPECT_EQ(contents.samples[1].category, "toy");
}

TEST(Aim500Layout, TellsAnImageThatTheLabelsLeaveOut) {
  const TinyDataset data;
  add_both(data);
  data.text(kLabels, R"({"o_0c8f03f0": {"type": "SO", "category": "toy"}})");
  EXPECT_THAT(contents_of(aim500_layout(), data).problems,
              ElementsAre(HasSubstr("original/o_1a2b3c4d.jpg: aim_category_type.json says")));
}

TEST(Aim500Layout, RefusesLabelsThatAreDamaged) {
  const TinyDataset data;
  add_both(data);
  const auto complaint = [&](const std::string& text) {
    data.text(kLabels, text);
    return message_of<DataError>([&] { contents_of(aim500_layout(), data); });
  };
  EXPECT_THAT(complaint("{\"a\": }"), HasSubstr(data.at(kLabels).string() + ": is no JSON"));
  EXPECT_THAT(complaint("[]"), HasSubstr("is no object of images"));
  EXPECT_THAT(complaint(std::string(100'000, '[')), HasSubstr("is no JSON"));
  EXPECT_THAT(complaint("{\"a\": 1e99999}"), HasSubstr("cannot be read"));
  EXPECT_THAT(complaint(std::string(5 << 20, ' ')), HasSubstr("too many for labels"));
}

TEST(Aim500Layout, TellsWhatLacksItsCounterpart) {
  const TinyDataset data;
  add_both(data);
  data.image("original/o_22222222.jpg");
  data.alpha("mask/o_33333333.png");
  data.image("original/o_44444444.jpg");
  data.alpha("mask/o_44444444.png");
  const DatasetContents contents = contents_of(aim500_layout(), data);
  EXPECT_EQ(contents.samples.size(), 3U);
  EXPECT_THAT(contents.problems,
              ElementsAre(HasSubstr("original/o_22222222.jpg: there is no alpha"),
                          HasSubstr("original/o_44444444.jpg: there is no trimap"),
                          HasSubstr("mask/o_33333333.png: this alpha has no image")));
}

TEST(Aim500Layout, SaysWhatItLooksForInAnotherFolder) {
  const TinyDataset data;
  data.image("pictures/cat.png");
  EXPECT_THAT(message_of<DataError>([&] { contents_of(aim500_layout(), data); }),
              AllOf(HasSubstr("does not hold AIM-500"), HasSubstr("found pictures/")));
}

}  // namespace
}  // namespace mbench
