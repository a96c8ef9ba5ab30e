#include <gmock/gmock.h>

#include "core/error.h"
#include "datasets/layouts/d646.h"
#include "datasets/layouts/transparent460.h"
#include "datasets/layouts/uhr395.h"
#include "tests/datasets/layouts/composite_texts.h"

namespace mbench {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string recognised(const std::vector<std::string>& files) {
  return recognise_layout(tree_of(files)).name;
}

/// merged, alpha_copy and trimaps below a folder, with one composite.
std::vector<std::string> prepared(const std::string& folder, const std::string& image) {
  const std::string stem = image.substr(0, image.rfind('.'));
  return {folder + "merged/" + image, folder + "alpha_copy/" + stem + ".png",
          folder + "trimaps/" + stem + ".png"};
}

TEST(CompositeSets, AreToldApartByTheirFoldersAndNames) {
  EXPECT_EQ(recognised(prepared("", "cat_0.png")), "comp1k");
  EXPECT_EQ(recognised(prepared("", "cat_0.jpeg")), "uhr395");
  EXPECT_EQ(recognised(prepared("", "test_0.png")), "d646");
  EXPECT_EQ(recognised(prepared("", "cat.png")), "folder");
  EXPECT_EQ(recognised(prepared("", "cat.jpg")), "folder");
  EXPECT_EQ(recognised(prepared("Test/", "cat_0.png")), "transparent460");
  EXPECT_EQ(recognised(prepared("Test/", "cat_0.jpg")), "uhr395");
  EXPECT_EQ(recognised(prepared("Test/", "test_999.png")), "d646");
  EXPECT_EQ(recognised(prepared("UHRIM/Test/", "cat.jpg")), "uhr395");
  EXPECT_EQ(recognised(prepared("UHRIM/", "cat.jpg")), "uhr395");
  EXPECT_EQ(recognised(prepared("Test_set/", "cat_0.png")), "comp1k");
  EXPECT_EQ(recognised(prepared("Distinctions-646/Test/", "test_0.png")), "d646");
  EXPECT_EQ(recognised(prepared("Transparent-460/Test/", "cat_0.png")), "transparent460");
}

TEST(Transparent460, ReadsItsPreparedComposites) {
  const DatasetContents found = transparent460_layout().contents(
      tree_of({"Test/merged/jug_0.png", "Test/merged/jug_1.png", "Test/alpha_copy/jug_0.png",
               "Test/alpha_copy/jug_1.png", "Test/trimaps/jug_0.png", "Test/trimaps/jug_1.png",
               "Train/fg/cup.jpg", "Train/alpha/cup.png", "Test/fg/jug.jpg", "Test/alpha/jug.png"}),
      {});
  EXPECT_EQ(found.variant, "merged");
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_THAT(
      texts_of(found),
      ElementsAre(
          "test jug_0: Test/merged/jug_0.png Test/alpha_copy/jug_0.png Test/trimaps/jug_0.png | "
          "jug < -",
          "test jug_1: Test/merged/jug_1.png Test/alpha_copy/jug_1.png Test/trimaps/jug_1.png | "
          "jug < -",
          "train-foregrounds cup: Train/fg/cup.jpg Train/alpha/cup.png - | cup < -"));
}

TEST(Transparent460, ReadsCopiesBesideEachOther) {
  for (const std::string folder : {"", "Test/"}) {
    const FileTree tree =
        tree_of({folder + "composited_images/jug_3.png", folder + "alpha_copy/jug_3.png",
                 folder + "trimap_copy/jug_3.png"});
    EXPECT_EQ(recognise_layout(tree).name, "transparent460") << folder;
    const DatasetContents found = transparent460_layout().contents(tree, {});
    EXPECT_EQ(found.variant, "copies");
    EXPECT_THAT(texts_of(found),
                ElementsAre("test jug_3: " + folder + "composited_images/jug_3.png " + folder +
                            "alpha_copy/jug_3.png " + folder + "trimap_copy/jug_3.png | jug < -"));
  }
  EXPECT_EQ(recognised({"composited_images/jug.png", "alpha_copy/jug.png", "trimap_copy/jug.png"}),
            "folder");
}

TEST(Transparent460, KeepsPhotographsApartFromComposites) {
  const FileTree tree =
      tree_of({"transparent 460/train/fg/cup.jpg", "transparent 460/train/alpha/cup.jpg",
               "transparent 460/test/fg/jug.jpg", "transparent 460/test/alpha/jug.png",
               "transparent 460/test/trimap/jug.png"});
  EXPECT_EQ(recognise_layout(tree).name, "transparent460");
  const DatasetContents found = transparent460_layout().contents(tree, {});
  EXPECT_EQ(found.variant, "photographs");
  EXPECT_EQ(found.trimap_source, "trimap");
  EXPECT_THAT(texts_of(found),
              ElementsAre("test-foregrounds jug: transparent 460/test/fg/jug.jpg transparent "
                          "460/test/alpha/jug.png transparent 460/test/trimap/jug.png | jug < -",
                          "train-foregrounds cup: transparent 460/train/fg/cup.jpg transparent "
                          "460/train/alpha/cup.jpg - | cup < -"));
}

TEST(Transparent460, ReadsTheTrainingPhotographsAlone) {
  const FileTree tree = tree_of({"Train/fg/cup.jpg", "Train/alpha/cup.png"});
  EXPECT_FALSE(transparent460_layout().recognises(tree));
  const DatasetContents found = transparent460_layout().contents(tree, {});
  EXPECT_THAT(texts_of(found),
              ElementsAre("train-foregrounds cup: Train/fg/cup.jpg Train/alpha/cup.png - | cup < "
                          "-"));
}

TEST(Transparent460, RefusesTrimapsThatItHasNot) {
  const FileTree tree = tree_of({"Test/fg/jug.jpg", "Test/alpha/jug.png"});
  EXPECT_THROW(transparent460_layout().contents(tree, {"trimap"}), UsageError);
  EXPECT_THAT(message_of<UsageError>([&] { transparent460_layout().contents(tree, {"usr"}); }),
              HasSubstr("no trimaps named 'usr'"));
  EXPECT_THROW(transparent460_layout().contents(tree_of({"a/b.png"}), {}), DataError);
}

TEST(Uhr395, ReadsBothSpellingsOfJpeg) {
  const DatasetContents found = uhr395_layout().contents(
      tree_of({"UHRIM/Test/merged/fern_0.jpg", "UHRIM/Test/merged/fern_1.jpeg",
               "UHRIM/Test/alpha_copy/fern_0.png", "UHRIM/Test/alpha_copy/fern_1.png",
               "UHRIM/Test/trimaps/fern_0.png", "UHRIM/Test/trimaps/fern_1.png"}),
      {});
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_THAT(texts_of(found),
              ElementsAre("test fern_0: UHRIM/Test/merged/fern_0.jpg "
                          "UHRIM/Test/alpha_copy/fern_0.png UHRIM/Test/trimaps/fern_0.png | fern "
                          "< -",
                          "test fern_1: UHRIM/Test/merged/fern_1.jpeg "
                          "UHRIM/Test/alpha_copy/fern_1.png UHRIM/Test/trimaps/fern_1.png | fern "
                          "< -"));
}

TEST(Uhr395, TellsOfAnImageWithoutItsParts) {
  const DatasetContents found = uhr395_layout().contents(
      tree_of({"merged/a_0.jpg", "merged/b_0.jpg", "alpha_copy/a_0.png", "trimaps/c_0.png"}), {});
  EXPECT_EQ(found.samples.size(), 1U);
  EXPECT_THAT(found.problems, Contains(HasSubstr("merged/a_0.jpg")));
  EXPECT_THAT(found.problems, Contains(HasSubstr("merged/b_0.jpg")));
  EXPECT_THAT(found.problems, Contains(HasSubstr("trimaps/c_0.png")));
  EXPECT_THROW(uhr395_layout().contents(tree_of({"a/b.png"}), {}), DataError);
}

TEST(D646, GivesTwentyCompositesInARowTheirForeground) {
  const FileTree tree =
      tree_of({"Test/Image/test_19.png", "Test/Image/test_20.png", "Test/GT/test_19.png",
               "Test/GT/test_20.png", "Test/FG/test_19.png", "Test/BG/test_19.png"});
  EXPECT_EQ(recognise_layout(tree).name, "d646");
  const DatasetContents found = d646_layout().contents(tree, {});
  EXPECT_EQ(found.variant, "generated");
  EXPECT_EQ(found.trimap_source, "");
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_THAT(texts_of(found),
              ElementsAre("test test_19: Test/Image/test_19.png Test/GT/test_19.png - | test_0 < -",
                          "test test_20: Test/Image/test_20.png Test/GT/test_20.png - | test_1 < "
                          "-"));
}

TEST(D646, GivesMadeCompositesTheirBackgroundsByTheList) {
  const TinyDataset data;
  touch(data, prepared("", "test_21.png"));
  data.text("utils/Distinctions-646/test/bg_test.txt", numbered_lines("2007_", 22, ".jpg\r"));
  touch(data, {"VOCdevkit/VOC2012/JPEGImages/2007_21.jpg"});
  const DatasetContents found = d646_layout().contents(FileTree(data.root()), {});
  EXPECT_EQ(found.variant, "merged");
  EXPECT_EQ(found.trimap_source, "trimap");
  EXPECT_THAT(texts_of(found),
              ElementsAre("test test_21: merged/test_21.png alpha_copy/test_21.png "
                          "trimaps/test_21.png | test_1 < 2007_21"));
  EXPECT_EQ(found.samples[0].background_file, "VOCdevkit/VOC2012/JPEGImages/2007_21.jpg");
  EXPECT_THAT(found.lists, ElementsAre("utils/Distinctions-646/test/bg_test.txt"));
}

TEST(D646, ComposesByItsListsWithARunningNumber) {
  const TinyDataset data;
  for (const char* stem : {"test_0", "test_1"}) {
    touch(data, {std::string("Test_ori/Fg_images/") + stem + ".png",
                 std::string("Test_ori/Alpha_matte/") + stem + ".png"});
  }
  touch(data, {"Train_ori/Fg_images/13(2).png", "Train_ori/Alpha_matte/13(2).png"});
  data.text("lists/fg_test.txt", "test_0.png\ntest_1.png\n");
  data.text("lists/bg_test.txt", numbered_lines("2007_", 40, ".jpg\r"));
  data.text("lists/fg_train.txt", "13(2).png");
  data.text("lists/bg_train.txt", numbered_lines("COCO_train2014_", 80, ".jpg\r"));
  const FileTree tree(data.root());
  EXPECT_EQ(recognise_layout(tree).name, "d646");
  const DatasetContents found = d646_layout().contents(tree, {});
  EXPECT_EQ(found.variant, "listed");
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.lists.size(), 4U);
  ASSERT_EQ(found.samples.size(), 120U);
  EXPECT_EQ(text_of(found.samples[23]),
            "test test_23: - Test_ori/Alpha_matte/test_1.png - | test_1 < 2007_23");
  EXPECT_EQ(parts_of(found.samples[23]), "Test_ori/Fg_images/test_1.png over -");
  EXPECT_EQ(text_of(found.samples[119]),
            "train 13(2)_79: - Train_ori/Alpha_matte/13(2).png - | 13(2) < COCO_train2014_79");
  EXPECT_THROW(d646_layout().contents(tree, {"trimap"}), UsageError);
}

TEST(D646, KeepsForegroundsWithoutListsApart) {
  const DatasetContents distributed = d646_layout().contents(
      tree_of({"Train_ori/Fg_images/h_1.png", "Train_ori/Alpha_matte/h_1.png",
               "Test_ori/Fg_images/test_0.png", "Test_ori/Alpha_matte/test_0.png"}),
      {});
  EXPECT_EQ(distributed.variant, "foregrounds");
  EXPECT_THAT(texts_of(distributed),
              ElementsAre("test-foregrounds test_0: Test_ori/Fg_images/test_0.png "
                          "Test_ori/Alpha_matte/test_0.png - | test_0 < -",
                          "train-foregrounds h_1: Train_ori/Fg_images/h_1.png "
                          "Train_ori/Alpha_matte/h_1.png - | h_1 < -"));
  const FileTree others =
      tree_of({"Distinctions-646/Test/FG/test_0.png", "Distinctions-646/Test/GT/test_0.png",
               "Distinctions-646/Train/FG/h_1.png", "Distinctions-646/Train/GT/h_1.png"});
  EXPECT_EQ(recognise_layout(others).name, "d646");
  EXPECT_EQ(d646_layout().contents(others, {}).samples.size(), 2U);
  const FileTree one_folder = tree_of({"FG/h_1.png", "GT/h_1.png"});
  EXPECT_EQ(recognise_layout(one_folder).name, "d646");
  EXPECT_EQ(text_of(d646_layout().contents(one_folder, {}).samples.at(0)),
            "train-foregrounds h_1: FG/h_1.png GT/h_1.png - | h_1 < -");
}

TEST(D646, LeavesAFolderOfImagesWithTruthToItself) {
  EXPECT_EQ(recognised({"images/a.png", "gt/a.png", "fg/a.png"}), "folder");
  EXPECT_FALSE(d646_layout().recognises(tree_of({"Test/Image/a.png", "Test/GT/a.png"})));
}

TEST(D646, GivesMadeTrainingCompositesTheirForeground) {
  const DatasetContents found =
      d646_layout().contents(tree_of({"Train/Image/h_81.png", "Train/GT/h_81.png",
                                      "Train/Image/13(2).png_5.png", "Train/GT/13(2).png_5.png"}),
                             {});
  ASSERT_EQ(found.samples.size(), 2U);
  EXPECT_EQ(found.samples[0].foreground, "13(2)");
  EXPECT_EQ(found.samples[1].foreground, "h");
}

}  // namespace
}  // namespace mbench
