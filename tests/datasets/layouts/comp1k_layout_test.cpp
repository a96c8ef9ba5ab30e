#include "datasets/layouts/comp1k.h"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include "core/error.h"
#include "tests/datasets/layouts/composite_texts.h"
#include "tests/datasets/layouts/layout_samples.h"

namespace mbench {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Two test foregrounds with 20 backgrounds each, as distributed, in a folder of the data set.
class Distributed {
 public:
  explicit Distributed(std::string set = "Combined_Dataset/Test_set/") : set_(std::move(set)) {
    for (const char* stem : {"ant", "woman-952506_1920 (1)"}) {
      touch(data, {set_ + "Adobe-licensed images/fg/" + stem + ".png",
                   set_ + "Adobe-licensed images/alpha/" + stem + ".png"});
      for (int j = 0; j < 20; ++j) {
        touch(data, {fmt::format("{}Adobe-licensed images/trimaps/{}_{}.png", set_, stem, j)});
      }
    }
    data.text(set_ + "test_fg_names.txt", "woman-952506_1920 (1).png\r\nant.png");
    data.text(set_ + "test_bg_names.txt", numbered_lines("2007_", 40, ".jpg\r"));
  }

  DatasetContents read(const LayoutOptions& options = {}) const {
    return comp1k_layout().contents(FileTree(data.root()), options);
  }

  TinyDataset data;

 private:
  std::string set_;
};

TEST(Comp1k, PairsEveryForegroundWithTwentyBackgroundsInTheOrderOfTheLists) {
  const Distributed set;
  ASSERT_EQ(recognise_layout(FileTree(set.data.root())).name, "comp1k");
  const DatasetContents found = set.read();
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.variant, "distributed");
  EXPECT_EQ(found.trimap_source, "trimap");
  ASSERT_EQ(found.samples.size(), 40U);
  const std::string adobe = "Combined_Dataset/Test_set/Adobe-licensed images/";
  EXPECT_EQ(text_of(found.samples[0]),
            "test woman-952506_1920 (1)_0: - " + adobe + "alpha/woman-952506_1920 (1).png " +
                adobe + "trimaps/woman-952506_1920 (1)_0.png | woman-952506_1920 (1) < 2007_0");
  // The second foreground of the list, 20 * 1 + 3.
  EXPECT_EQ(text_of(found.samples[23]), "test ant_3: - " + adobe + "alpha/ant.png " + adobe +
                                            "trimaps/ant_3.png | ant < 2007_23");
  EXPECT_EQ(parts_of(found.samples[23]), adobe + "fg/ant.png over -");
  EXPECT_THAT(found.lists, ElementsAre("Combined_Dataset/Test_set/test_fg_names.txt",
                                       "Combined_Dataset/Test_set/test_bg_names.txt"));
}

TEST(Comp1k, IsFoundWhicheverOfItsFoldersIsTheRoot) {
  for (const char* set :
       {"", "Test_set/", "combined dataset/TEST-SET/", "data/Combined_Dataset/Test_set/"}) {
    const Distributed distributed(set);
    EXPECT_EQ(recognise_layout(FileTree(distributed.data.root())).name, "comp1k") << set;
    const DatasetContents found = distributed.read();
    EXPECT_EQ(found.samples.size(), 40U) << set;
    EXPECT_THAT(found.problems, IsEmpty()) << set;
  }
}

TEST(Comp1k, TakesTheCompositesThatAreMade) {
  const Distributed set;
  const std::string merged = "Combined_Dataset/Test_set/merged/";
  for (int j = 0; j < 20; ++j) {
    touch(set.data, {fmt::format("{}ant_{}.png", merged, j),
                     fmt::format("{}woman-952506_1920 (1)_{}.png", merged, j)});
  }
  const DatasetContents found = set.read();
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.variant, "distributed");
  ASSERT_EQ(found.samples.size(), 40U);
  EXPECT_EQ(found.samples[23].image, merged + "ant_3.png");
  EXPECT_EQ(found.samples[23].background, "2007_23");
}

TEST(Comp1k, TellsOfCompositesThatAreMissingOrUnknown) {
  const Distributed set;
  touch(set.data, {"Combined_Dataset/Test_set/merged/ant_3.png",
                   "Combined_Dataset/Test_set/merged/sieve_2008_000944.png"});
  const DatasetContents found = set.read();
  ASSERT_EQ(found.samples.size(), 40U);
  EXPECT_EQ(found.samples[22].image, "");
  EXPECT_NE(found.samples[23].image, "");
  EXPECT_THAT(found.problems, Contains(HasSubstr("19 of the 20 composites of ant.png")));
  EXPECT_THAT(found.problems,
              Contains(HasSubstr("merged/sieve_2008_000944.png: Combined_Dataset")));
}

TEST(Comp1k, FindsBackgroundsInAnyFolderByTheirWholeName) {
  const Distributed set;
  touch(set.data, {"VOCdevkit/VOC2012/JPEGImages/2007_23.jpg",
                   "VOCdevkit/VOC2012/SegmentationClass/2007_24.png",
                   "Combined_Dataset/Test_set/bg/2007_25.png"});
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples[23].background_file, "VOCdevkit/VOC2012/JPEGImages/2007_23.jpg");
  EXPECT_EQ(found.samples[24].background_file, "");
  EXPECT_EQ(found.samples[25].background_file, "Combined_Dataset/Test_set/bg/2007_25.png");
}

TEST(Comp1k, TellsOfAForegroundThatTheListNamesInVain) {
  const Distributed set;
  set.data.text("Combined_Dataset/Test_set/test_fg_names.txt", "ant.png\nbee.png\n");
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples.size(), 20U);
  EXPECT_THAT(found.problems,
              Contains(HasSubstr("test_fg_names.txt: bee.png has no alpha in Combined_Dataset")));
  EXPECT_THAT(found.problems, Contains(HasSubstr("20 composites are left out")));
}

TEST(Comp1k, TellsOfAForegroundPictureThatIsMissing) {
  const Distributed set;
  fs::remove(set.data.at("Combined_Dataset/Test_set/Adobe-licensed images/fg/ant.png"));
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples.size(), 20U);
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("ant.png has no foreground")));
}

TEST(Comp1k, TellsOfAMissingTrimapAndKeepsTheSample) {
  const Distributed set;
  fs::remove(set.data.at("Combined_Dataset/Test_set/Adobe-licensed images/trimaps/ant_3.png"));
  const DatasetContents found = set.read();
  ASSERT_EQ(found.samples.size(), 40U);
  EXPECT_EQ(found.samples[23].trimap, "");
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("there is no trimap ant_3")));
}

TEST(Comp1k, NeverSharesOneTrimapAmongTheCompositesOfAForeground) {
  const Distributed set;
  const std::string trimaps = "Combined_Dataset/Test_set/Adobe-licensed images/trimaps/";
  fs::remove(set.data.at(trimaps + "ant_3.png"));
  touch(set.data, {trimaps + "ant.png"});
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples[23].trimap, "");
  EXPECT_THAT(found.problems, Contains(HasSubstr("trimaps/ant.png")));
}

TEST(Comp1k, TellsOfABackgroundListOfAnotherLength) {
  const Distributed set;
  set.data.text("Combined_Dataset/Test_set/test_bg_names.txt", numbered_lines("2007_", 39, ".jpg"));
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples.size(), 39U);
  EXPECT_THAT(found.problems, Contains(HasSubstr("39 names, but the 2 foregrounds")));
  EXPECT_THAT(found.problems, Contains(HasSubstr("need 40")));
}

TEST(Comp1k, CountsAForegroundOnceThatTheListNamesTwice) {
  const Distributed set;
  set.data.text("Combined_Dataset/Test_set/test_fg_names.txt", "ant.png\nant.jpg\n");
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples.size(), 20U);
  EXPECT_THAT(found.problems, Contains(HasSubstr("ant.jpg is named twice")));
}

TEST(Comp1k, RefusesAListThatLeadsOutOfTheFolder) {
  const Distributed set;
  set.data.text("Combined_Dataset/Test_set/test_fg_names.txt", "ant.png\n../../ant.png\n");
  EXPECT_THAT(message_of<DataError>([&] { set.read(); }),
              HasSubstr("test_fg_names.txt cannot be used: line 2"));
}

TEST(Comp1k, RefusesTrimapsThatItDoesNotKnowOrHasNot) {
  const Distributed set;
  EXPECT_EQ(set.read({"trimap"}).samples.size(), 40U);
  EXPECT_THAT(message_of<UsageError>([&] { set.read({"detailmap"}); }),
              HasSubstr("no trimaps named 'detailmap'"));
  EXPECT_THAT(message_of<UsageError>([&] { set.read({"usr"}); }), HasSubstr("no trimaps 'usr'"));
}

TEST(Comp1k, SaysWhatItLookedFor) {
  EXPECT_THAT(message_of<DataError>([] { comp1k_layout().contents(tree_of({"a/b.png"}), {}); }),
              HasSubstr("looked for Combined_Dataset"));
}

/// The training set: one foreground of each kind of licence.
class Training {
 public:
  Training() {
    const std::string set = "Training_set/";
    touch(data, {set + "Adobe-licensed images/fg/bride.jpg",
                 set + "Adobe-licensed images/alpha/bride.png", set + "Other/fg/GT01.png",
                 set + "Other/alpha/GT01.png"});
    data.text(set + "training_fg_names.txt", "bride.jpg\nGT01.jpg");
    data.text(set + "training_bg_names.txt", numbered_lines("COCO_train2014_", 200, ".jpg"));
  }

  DatasetContents read() const { return comp1k_layout().contents(FileTree(data.root()), {}); }

  TinyDataset data;
};

TEST(Comp1k, MergesBothKindsOfTrainingForegroundsByStem) {
  const Training set;
  ASSERT_EQ(recognise_layout(FileTree(set.data.root())).name, "comp1k");
  const DatasetContents found = set.read();
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.trimap_source, "");
  ASSERT_EQ(found.samples.size(), 200U);
  EXPECT_EQ(text_of(found.samples[0]),
            "train bride_0: - Training_set/Adobe-licensed images/alpha/bride.png - | bride < "
            "COCO_train2014_0");
  // The list says .jpg, the file is .png; 100 * 1 + 99.
  EXPECT_EQ(text_of(found.samples[199]),
            "train GT01_99: - Training_set/Other/alpha/GT01.png - | GT01 < COCO_train2014_199");
  EXPECT_EQ(parts_of(found.samples[199]), "Training_set/Other/fg/GT01.png over -");
}

TEST(Comp1k, FindsCocoUnderTheNamesOfEitherRelease) {
  const Training set;
  touch(set.data, {"train2014/COCO_train2014_5.jpg", "train2017/6.jpg"});
  const DatasetContents found = set.read();
  EXPECT_EQ(sample_named(found, "bride_5").background_file, "train2014/COCO_train2014_5.jpg");
  EXPECT_EQ(sample_named(found, "bride_6").background_file, "train2017/6.jpg");
  EXPECT_EQ(sample_named(found, "bride_6").background, "COCO_train2014_6");
}

TEST(Comp1k, TellsOfAStemInBothKindsOfTrainingForegrounds) {
  const Training set;
  touch(set.data, {"Training_set/Other/fg/bride.png"});
  const DatasetContents found = set.read();
  EXPECT_EQ(found.samples.size(), 200U);
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("Other/fg/bride.png: Training_set/Adobe")));
}

TEST(Comp1k, ReadsTheTrainingSetInOneFolder) {
  const Training set;
  for (const char* part : {"fg", "alpha"}) {
    touch(set.data, {std::string("Training_set/all/") + part + "/bride.png",
                     std::string("Training_set/all/") + part + "/GT01.png"});
  }
  fs::remove_all(set.data.at("Training_set/Other"));
  fs::remove_all(set.data.at("Training_set/Adobe-licensed images"));
  const DatasetContents found = set.read();
  EXPECT_EQ(found.variant, "huochaitiantang");
  EXPECT_EQ(found.samples.size(), 200U);
  EXPECT_EQ(parts_of(found.samples[0]), "Training_set/all/fg/bride.png over -");
  EXPECT_THAT(found.samples, Each(::testing::Field(&FoundSample::split, "train")));
}

}  // namespace
}  // namespace mbench
