#include <gmock/gmock.h>

#include "core/error.h"
#include "datasets/layouts/bg20k.h"
#include "datasets/layouts/coco.h"
#include "datasets/layouts/voc.h"
#include "tests/datasets/layouts/composite_texts.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

DatasetContents read_as(const char* layout, const std::vector<std::string>& files) {
  const FileTree tree = tree_of(files);
  EXPECT_EQ(recognise_layout(tree).name, layout);
  const DatasetContents found = find_layout(layout).contents(tree, {});
  EXPECT_THAT(found.problems, IsEmpty());
  for (const FoundSample& sample : found.samples) EXPECT_EQ(sample.category, "background");
  return found;
}

TEST(Bg20k, ReadsItsSplitsInEitherFolder) {
  for (const std::string base : {"", "BG-20k/", "bg20k/"}) {
    EXPECT_THAT(texts_of(read_as("bg20k", {base + "train/h_1.jpg", base + "testval/h_2.JPG",
                                           base + "testval/h_0.jpg"})),
                ElementsAre("testval h_0: " + base + "testval/h_0.jpg - - | - < -",
                            "testval h_2: " + base + "testval/h_2.JPG - - | - < -",
                            "train h_1: " + base + "train/h_1.jpg - - | - < -"));
  }
}

TEST(Bg20k, ReadsTheUndividedSet) {
  const DatasetContents found = read_as("bg20k", {"BG20k/full/h_1.jpg"});
  EXPECT_EQ(found.variant, "full");
  EXPECT_THAT(texts_of(found), ElementsAre("full h_1: BG20k/full/h_1.jpg - - | - < -"));
}

TEST(Bg20k, IsNotAnyFolderOfTraining) {
  EXPECT_FALSE(bg20k_layout().recognises(tree_of({"train/cat.jpg"})));
  EXPECT_FALSE(bg20k_layout().recognises(tree_of({"train/fg/h_1.jpg", "train/mask/h_1.png"})));
  EXPECT_TRUE(bg20k_layout().recognises(tree_of({"train/h_1.jpg"})));
}

TEST(Voc, MakesASplitOfEachYear) {
  const std::string inner = "VOC2012/JPEGImages/2007_000027.jpg";
  for (const std::string base : {"", "VOCdevkit/"}) {
    EXPECT_THAT(texts_of(read_as("voc", {base + inner, base + "VOC2007/JPEGImages/000005.jpg",
                                         base + "VOC2012/SegmentationClass/2007_000027.png"})),
                ElementsAre("voc2007 000005: " + base + "VOC2007/JPEGImages/000005.jpg - - | - < -",
                            "voc2012 2007_000027: " + base + inner + " - - | - < -"));
  }
}

TEST(Voc, ReadsOneYearsFolderItself) {
  EXPECT_THAT(texts_of(read_as("voc", {"JPEGImages/2007_1.jpg", "Annotations/2007_1.xml"})),
              ElementsAre("jpegimages 2007_1: JPEGImages/2007_1.jpg - - | - < -"));
}

TEST(Coco, MakesASplitOfEachRelease) {
  for (const std::string base : {"", "coco/", "images/", "COCO/images/"}) {
    EXPECT_THAT(texts_of(read_as("coco", {base + "train2014/COCO_train2014_1.jpg",
                                          base + "val2017/2.jpg", base + "annotations/a.json"})),
                ElementsAre("train2014 COCO_train2014_1: " + base +
                                "train2014/COCO_train2014_1.jpg - - | - < -",
                            "val2017 2: " + base + "val2017/2.jpg - - | - < -"));
  }
}

TEST(Backgrounds, TellOfTwoPicturesOfOneStem) {
  const DatasetContents found =
      coco_layout().contents(tree_of({"train2014/a.jpg", "train2014/a.png"}), {});
  EXPECT_EQ(found.samples.size(), 1U);
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("train2014/a.png")));
}

TEST(Backgrounds, HaveNoTrimapsAndSayWhatTheyLookedFor) {
  for (const char* name : {"bg20k", "voc", "coco"}) {
    const Layout& layout = find_layout(name);
    const FileTree nothing = tree_of({"a/b.png"});
    EXPECT_THROW(layout.contents(nothing, {"trimap"}), UsageError) << name;
    EXPECT_THAT(message_of<DataError>([&] { layout.contents(nothing, {}); }),
                HasSubstr("looked for"))
        << name;
  }
}

}  // namespace
}  // namespace mbench
