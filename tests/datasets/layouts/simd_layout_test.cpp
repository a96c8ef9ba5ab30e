#include "datasets/layouts/simd.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "tests/datasets/layouts/composite_texts.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kList = "SIMD_composition_test_filelist.txt";

/// Two raw classes that share the stem of a photograph.
void touch_raw_classes(const TinyDataset& data) {
  for (const char* name : {"defocus", "hair_easy"}) {
    touch(data, {std::string(name) + "/fg/beach.jpg", std::string(name) + "/alpha/beach.jpg"});
  }
  touch(data, {"fur/fg/retriever (1).jpg", "fur/alpha/retriever (1).png"});
}

TEST(Simd, ReadsMadeCompositesByClass) {
  for (const std::string base : {"", "generated_testset/", "SIMD/generated_testset/"}) {
    const FileTree tree = tree_of(
        {base + "glass_ice/merged/jug_1920_2008_000138.png",
         base + "glass_ice/trimap/jug_1920_2008_000138.png",
         base + "glass_ice/alpha/jug_1920_2008_000138.png", base + "fur/merged/cat_2010_000001.png",
         base + "fur/trimap/cat_2010_000001.png", base + "fur/alpha/cat_2010_000001.png"});
    EXPECT_EQ(recognise_layout(tree).name, "simd") << base;
    const DatasetContents found = simd_layout().contents(tree, {});
    EXPECT_EQ(found.variant, "generated");
    EXPECT_EQ(found.trimap_source, "trimap");
    EXPECT_THAT(found.problems, IsEmpty());
    const std::string fur = base + "fur/";
    const std::string glass = base + "glass_ice/";
    EXPECT_THAT(
        texts_of(found),
        ElementsAre("test cat_2010_000001: " + fur + "merged/cat_2010_000001.png " + fur +
                        "alpha/cat_2010_000001.png " + fur +
                        "trimap/cat_2010_000001.png | cat < 2010_000001",
                    "test jug_1920_2008_000138: " + glass + "merged/jug_1920_2008_000138.png " +
                        glass + "alpha/jug_1920_2008_000138.png " + glass +
                        "trimap/jug_1920_2008_000138.png | jug_1920 < 2008_000138"));
    EXPECT_EQ(found.samples[0].category, "fur");
    EXPECT_EQ(found.samples[1].category, "glass_ice");
  }
}

TEST(Simd, TakesTheClassOfUndividedCompositesFromTheList) {
  const TinyDataset data;
  const std::string base = "generated_testset/";
  touch(data, {base + "merged/cat_2010_000001.png", base + "alpha/cat_2010_000001.png",
               base + "trimap/cat_2010_000001.png"});
  data.text(kList, "fur:cat.jpg:2010_000001.jpg\nfire:log.jpg:2010_000002.jpg");
  const FileTree tree(data.root());
  EXPECT_EQ(recognise_layout(tree).name, "simd");
  const DatasetContents found = simd_layout().contents(tree, {});
  EXPECT_EQ(found.variant, "undivided");
  ASSERT_EQ(found.samples.size(), 1U);
  EXPECT_EQ(found.samples[0].category, "fur");
  EXPECT_THAT(found.problems,
              ElementsAre(HasSubstr("line 2: there is no composite log_2010_000002")));
}

TEST(Simd, ComposesByItsList) {
  const TinyDataset data;
  touch_raw_classes(data);
  touch(data, {"VOCdevkit/VOC2012/JPEGImages/2009_1.jpg"});
  data.text(kList,
            "hair_easy:beach.jpg:2008_1.jpg\r\ndefocus:beach.jpg:2009_1.jpg\r\n"
            "fur:retriever (1).jpg:2008_1.jpg\r\n");
  const FileTree tree(data.root());
  EXPECT_EQ(recognise_layout(tree).name, "simd");
  const DatasetContents found = simd_layout().contents(tree, {});
  EXPECT_EQ(found.variant, "listed");
  EXPECT_EQ(found.trimap_source, "");
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_THAT(found.lists, ElementsAre(kList));
  EXPECT_THAT(texts_of(found),
              ElementsAre("test beach_2008_1: - hair_easy/alpha/beach.jpg - | beach < 2008_1",
                          "test beach_2009_1: - defocus/alpha/beach.jpg - | beach < 2009_1",
                          "test retriever (1)_2008_1: - fur/alpha/retriever (1).png - | retriever "
                          "(1) < 2008_1"));
  EXPECT_EQ(parts_of(found.samples[1]),
            "defocus/fg/beach.jpg over VOCdevkit/VOC2012/JPEGImages/2009_1.jpg");
  EXPECT_EQ(found.samples[1].category, "defocus");
  EXPECT_EQ(found.samples[1].trimap_recipe, "ellipse:3:5");
  EXPECT_EQ(found.samples[1].protocol, "simd");
}

TEST(Simd, TellsOfLinesWithoutTheirFiles) {
  const TinyDataset data;
  touch_raw_classes(data);
  fs::remove(data.at("defocus/alpha/beach.jpg"));
  data.text(kList,
            "fur:cow.jpg:2008_1.jpg\nfire:beach.jpg:2008_1.jpg\nhair_easy:beach.jpg:2008_1.jpg\n"
            "hair_easy:beach.jpg:2008_1.jpg\n");
  const DatasetContents found = simd_layout().contents(FileTree(data.root()), {});
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("line 1: cow_2008_1 has no foreground in fur"),
                                          HasSubstr("line 2: beach_2008_1 has no foreground"),
                                          HasSubstr("line 4: beach_2008_1 is named twice")));
  EXPECT_EQ(found.samples.size(), 1U);
}

TEST(Simd, RefusesAListOfOtherLines) {
  const TinyDataset data;
  touch_raw_classes(data);
  data.text(kList, "fur:cow.jpg:2008_1.jpg\nfur:cow.jpg\n");
  EXPECT_THAT(message_of<DataError>([&] { simd_layout().contents(FileTree(data.root()), {}); }),
              HasSubstr("line 2: is not class:foreground:background"));
  data.text(kList, "fur:../cow.jpg:2008_1.jpg\n");
  EXPECT_THROW(simd_layout().contents(FileTree(data.root()), {}), DataError);
}

TEST(Simd, KeepsForegroundsWithoutTheListApart) {
  const TinyDataset data;
  touch_raw_classes(data);
  const FileTree tree(data.root());
  EXPECT_EQ(recognise_layout(tree).name, "simd");
  const DatasetContents found = simd_layout().contents(tree, {});
  EXPECT_THAT(
      texts_of(found),
      ElementsAre("foregrounds defocus_beach: defocus/fg/beach.jpg defocus/alpha/beach.jpg - | "
                  "beach < -",
                  "foregrounds fur_retriever (1): fur/fg/retriever (1).jpg fur/alpha/retriever "
                  "(1).png - | retriever (1) < -",
                  "foregrounds hair_easy_beach: hair_easy/fg/beach.jpg hair_easy/alpha/beach.jpg "
                  "- | beach < -"));
  EXPECT_EQ(found.samples[0].category, "defocus");
}

TEST(Simd, IsNotTakenForFoldersOfOtherNames) {
  EXPECT_FALSE(simd_layout().recognises(tree_of({"mine/fg/a.png", "mine/alpha/a.png"})));
  EXPECT_THROW(simd_layout().contents(tree_of({"a/b.png"}), {}), DataError);
}

TEST(Simd, RefusesTrimapsThatItHasNot) {
  const TinyDataset data;
  touch_raw_classes(data);
  EXPECT_THROW(simd_layout().contents(FileTree(data.root()), {"trimap"}), UsageError);
  data.text(kList, "fur:retriever (1).jpg:2008_1.jpg");
  EXPECT_THROW(simd_layout().contents(FileTree(data.root()), {"trimap"}), UsageError);
}

}  // namespace
}  // namespace mbench
