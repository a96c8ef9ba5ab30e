#include <gmock/gmock.h>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/layouts/comp1k.h"
#include "tests/datasets/layouts/composite_texts.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// PaddleSeg's folders with a list of its own.
class Paddle {
 public:
  Paddle() {
    for (const char* file :
         {"bg/2007 1.jpg", "bg/2007_2.jpg", "val/fg/ant.png", "val/alpha/ant.png",
          "val/fg/bee (1).png", "val/alpha/bee (1).png", "val/trimap/ant_1.png",
          "val/trimap/ant_0.png", "val/trimap/bee (1)_0.png", "train/fg/GT01.jpg",
          "train/alpha/GT01.png"}) {
      touch(data, {std::string("Composition-1k/") + file});
    }
  }

  DatasetContents read(const std::string& val) const {
    data.text("Composition-1k/val.txt", val);
    const FileTree tree(data.root());
    EXPECT_EQ(recognise_layout(tree).name, "comp1k");
    return comp1k_layout().contents(tree, {});
  }

  TinyDataset data;
};

TEST(PaddleSegLists, MayHaveAnySeparator) {
  for (const char* separator : {"|", "\t", " "}) {
    const Paddle set;
    const DatasetContents found =
        set.read(fmt::format("val/fg/ant.png{0}bg/2007 1.jpg{0}val/trimap/ant_1.png\r\n"
                             "val/fg/bee (1).png{0}bg/2007_2.jpg{0}val/trimap/bee (1)_0.png",
                             separator));
    EXPECT_EQ(found.variant, "paddleseg");
    EXPECT_EQ(found.trimap_source, "trimap");
    EXPECT_THAT(found.problems, IsEmpty());
    EXPECT_THAT(found.lists, ElementsAre("Composition-1k/val.txt"));
    const std::string val = "Composition-1k/val/";
    EXPECT_THAT(texts_of(found), ElementsAre("test ant_1: - " + val + "alpha/ant.png " + val +
                                                 "trimap/ant_1.png | ant < 2007 1",
                                             "test bee (1)_0: - " + val + "alpha/bee (1).png " +
                                                 val + "trimap/bee (1)_0.png | bee (1) < 2007_2"));
    EXPECT_EQ(parts_of(found.samples[0]), val + "fg/ant.png over Composition-1k/bg/2007 1.jpg");
  }
}

TEST(PaddleSegLists, NumberCompositesInTheirOrder) {
  const Paddle set;
  set.data.text("Composition-1k/train.txt",
                "train/fg/GT01.jpg|bg/2007 1.jpg\nGT01.jpg|2007_2.jpg\ntrain/fg/GT01.jpg\n");
  const DatasetContents found = set.read("");
  const std::string train = "Composition-1k/train/";
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_THAT(
      texts_of(found),
      ElementsAre("train GT01_0: - " + train + "alpha/GT01.png - | GT01 < 2007 1",
                  "train GT01_1: - " + train + "alpha/GT01.png - | GT01 < 2007_2",
                  "train GT01: " + train + "fg/GT01.jpg " + train + "alpha/GT01.png - | GT01 < -"));
}

TEST(PaddleSegLists, TellOfLinesWithoutTheirFiles) {
  const Paddle set;
  const DatasetContents found = set.read(
      "val/fg/cow.png|bg/2007_2.jpg\nval/fg/ant.png|bg/none.jpg|val/trimap/ant_1.png\n"
      "val/fg/ant.png|bg/2007_2.jpg|val/trimap/ant_7.png\n"
      "val/fg/ant.png|bg/2007_2.jpg|val/trimap/ant_1.png\n");
  EXPECT_EQ(found.samples.size(), 2U);
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("line 1: val/fg/cow.png is not there"),
                                          HasSubstr("line 2: bg/none.jpg is not there"),
                                          HasSubstr("line 3: val/trimap/ant_7.png is not there"),
                                          HasSubstr("line 4: a second ant_1")));
}

TEST(PaddleSegLists, RefuseOtherLines) {
  const Paddle set;
  EXPECT_THAT(message_of<DataError>([&] { set.read("a.png|b.png|c.png|d.png"); }),
              HasSubstr("line 1: more than foreground, background and trimap"));
  EXPECT_THAT(message_of<DataError>([&] { set.read("../a.png|b.png"); }),
              HasSubstr("leads out of its folder"));
}

}  // namespace
}  // namespace mbench
