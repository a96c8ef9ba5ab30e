#include <gmock/gmock.h>

#include <fmt/format.h>

#include "datasets/layouts/comp1k.h"
#include "tests/datasets/layouts/composite_texts.h"

namespace mbench {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

DatasetContents read(const FileTree& tree, const LayoutOptions& options = {}) {
  return comp1k_layout().contents(tree, options);
}

/// A way in which others have put the test set, with one composite forest_12.
struct Prepared {
  const char* name;  ///< of the test
  const char* variant;
  std::vector<std::string> files;  ///< image, alpha, trimap
  bool recognised = true;
};

void PrintTo(const Prepared& prepared, std::ostream* stream) { *stream << prepared.name; }

class PreparedComp1k : public ::testing::TestWithParam<Prepared> {};

TEST_P(PreparedComp1k, IsRecognisedAndRead) {
  const Prepared& prepared = GetParam();
  const FileTree tree = tree_of(prepared.files);
  if (prepared.recognised) {
    EXPECT_EQ(recognise_layout(tree).name, "comp1k");
  } else {
    EXPECT_FALSE(comp1k_layout().recognises(tree));
  }
  const DatasetContents found = read(tree);
  EXPECT_EQ(found.variant, prepared.variant);
  EXPECT_THAT(texts_of(found), ElementsAre(fmt::format("test forest_12: {} | forest < -",
                                                       fmt::join(prepared.files, " "))));
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.trimap_source, "trimap");
}

std::vector<Prepared> prepared_sets() {
  const std::string adobe = "Test_set/Adobe-licensed images/";
  return {
      {"GcaAsDistributed",
       "gca",
       {"Combined_Dataset/" + adobe + "merged/forest_12.png",
        "Combined_Dataset/" + adobe + "alpha_copy/forest_12.png",
        "Combined_Dataset/" + adobe + "trimaps/forest_12.png"}},
      {"GcaWithOneAlphaForAll",
       "gca",
       {adobe + "merged/forest_12.png", adobe + "alpha/forest.png",
        adobe + "trimaps/forest_12.png"}},
      {"GcaInTheRoot",
       "gca",
       {"merged/forest_12.png", "alpha_copy/forest_12.png", "trimaps/forest_12.png"}},
      {"GcaReadyMade",
       "gca",
       {"Composition-1k-testset/merged/forest_12.png",
        "Composition-1k-testset/alpha_copy/forest_12.png",
        "Composition-1k-testset/trimaps/forest_12.png"}},
      {"GcaReadme",
       "gca-readme",
       {"data/test/merged/forest_12.png", "data/test/alpha_copy/forest_12.png",
        "data/test/trimap/forest_12.png"}},
      {"GcaReadmeInItsFolder",
       "gca-readme",
       {"test/merged/forest_12.png", "test/alpha_copy/forest_12.png", "test/trimap/forest_12.png"}},
      {"GcaReadmeWithThePlural",
       "gca-readme",
       {"test/merged/forest_12.png", "test/alpha_copy/forest_12.png", "test/trimaps/forest_12.png"},
       false},
      {"IndexNet",
       "indexnet",
       {"Combined_Dataset/Test_set/merged/forest_12.png",
        "Combined_Dataset/Test_set/alpha/forest.png",
        "Combined_Dataset/Test_set/trimaps/forest_12.png"}},
      {"Huochaitiantang",
       "huochaitiantang",
       {"Test_set/comp/image/forest_12.png", "Test_set/comp/alpha/forest_12.png",
        "Test_set/comp/trimap/forest_12.png"}},
      {"Sim",
       "sim",
       {"datasets/Composition-1K/merged/forest_12.png",
        "datasets/Composition-1K/alpha/forest_12.png",
        "datasets/Composition-1K/trimap/forest_12.png"}},
      {"SimInItsFolder",
       "sim",
       {"merged/forest_12.png", "alpha/forest_12.png", "trimap/forest_12.png"}},
      {"OtherCasesAndEndings",
       "gca",
       {"Merged/forest_12.PNG", "ALPHA-COPY/forest_12.png", "TriMaps/forest_12.jpg"}},
  };
}

INSTANTIATE_TEST_SUITE_P(Comp1k, PreparedComp1k, ::testing::ValuesIn(prepared_sets()),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Comp1kVariants, TellMmagicByTheBackgroundsBesideTheComposites) {
  const std::string set = "data/adobe_composition-1k/Test_set/";
  const FileTree tree = tree_of({set + "merged/forest_12.png", set + "bg/2007_000032.jpg",
                                 set + "Adobe-licensed images/fg/forest.png",
                                 set + "Adobe-licensed images/alpha/forest.png",
                                 set + "Adobe-licensed images/trimaps/forest_12.png"});
  EXPECT_EQ(recognise_layout(tree).name, "comp1k");
  const DatasetContents found = read(tree);
  EXPECT_EQ(found.variant, "mmagic");
  EXPECT_THAT(texts_of(found),
              ElementsAre("test forest_12: " + set + "merged/forest_12.png " + set +
                          "Adobe-licensed images/alpha/forest.png " + set +
                          "Adobe-licensed images/trimaps/forest_12.png | forest < -"));
}

/// A way in which others have put the training foregrounds, with the one GT01.
struct Foregrounds {
  const char* name;  ///< of the test
  const char* variant;
  std::vector<std::string> files;  ///< image, alpha
};

void PrintTo(const Foregrounds& foregrounds, std::ostream* stream) { *stream << foregrounds.name; }

class ForegroundsOfComp1k : public ::testing::TestWithParam<Foregrounds> {};

TEST_P(ForegroundsOfComp1k, AreASplitOfTheirOwn) {
  const FileTree tree = tree_of(GetParam().files);
  EXPECT_EQ(recognise_layout(tree).name, "comp1k");
  const DatasetContents found = read(tree);
  EXPECT_EQ(found.variant, GetParam().variant);
  EXPECT_THAT(texts_of(found), ElementsAre(fmt::format("train-foregrounds GT01: {} {} - | GT01 < -",
                                                       GetParam().files[0], GetParam().files[1])));
  EXPECT_THAT(found.problems, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Comp1k, ForegroundsOfComp1k,
    ::testing::Values(
        Foregrounds{"Huochaitiantang",
                    "huochaitiantang",
                    {"Training_set/all/fg/GT01.jpg", "Training_set/all/alpha/GT01.png"}},
        Foregrounds{"Aim",
                    "aim",
                    {"DIM/train/fg/GT01.jpg", "DIM/train/mask/GT01.png", "DIM/train/usr/GT01.png"}},
        Foregrounds{"AimInItsFolder",
                    "aim",
                    {"train/fg/GT01.jpg", "train/mask/GT01.png", "train/usr/GT01.png"}},
        Foregrounds{"Aematter", "aematter", {"adb/fg/GT01.png", "adb/alpha/GT01.png"}},
        Foregrounds{"Mam",
                    "mam",
                    {"AIM/Combined_Dataset/fg/GT01.png", "AIM/Combined_Dataset/alpha/GT01.png"}},
        Foregrounds{"SdMatte", "sdmatte", {"combined_fg/GT01.png", "combined_alpha/GT01.png"}}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Comp1kVariants, GiveAimsUnifiedMapsOnlyWhereTheyAreWanted) {
  const FileTree tree =
      tree_of({"DIM/train/fg/GT01.jpg", "DIM/train/mask/GT01.png", "DIM/train/usr/GT01.png"});
  EXPECT_EQ(read(tree).trimap_source, "");
  const DatasetContents found = read(tree, {"usr"});
  EXPECT_EQ(found.trimap_source, "usr");
  EXPECT_EQ(found.samples.at(0).trimap, "DIM/train/usr/GT01.png");
}

TEST(Comp1kVariants, TellOfImagesAlphasAndTrimapsWithoutEachOther) {
  const DatasetContents found =
      read(tree_of({"merged/a_0.png", "merged/b_0.png", "merged/c_0.png", "alpha_copy/a_0.png",
                    "alpha_copy/c_0.png", "alpha_copy/d_0.png", "trimaps/a_0.png"}));
  EXPECT_THAT(texts_of(found),
              ElementsAre("test a_0: merged/a_0.png alpha_copy/a_0.png trimaps/a_0.png | a < -",
                          "test c_0: merged/c_0.png alpha_copy/c_0.png - | c < -"));
  EXPECT_THAT(found.problems, Contains(HasSubstr("merged/b_0.png")));
  EXPECT_THAT(found.problems, Contains(HasSubstr("merged/c_0.png")));
  EXPECT_THAT(found.problems, Contains(HasSubstr("alpha_copy/d_0.png")));
}

TEST(Comp1kVariants, LeaveAFolderOfOtherNamesToItself) {
  const FileTree tree =
      tree_of({"merged/forest.png", "alpha_copy/forest.png", "trimaps/forest.png"});
  EXPECT_EQ(recognise_layout(tree).name, "folder");
  const FileTree mixed =
      tree_of({"merged/a_0.png", "merged/b.png", "alpha_copy/a_0.png", "trimaps/a_0.png"});
  EXPECT_EQ(recognise_layout(mixed).name, "folder");
}

TEST(Comp1kVariants, PairByTheListsWhereTheseLieBesideThePreparedFolders) {
  const TinyDataset data;
  for (int j = 0; j < 20; ++j) {
    touch(data, {fmt::format("merged/ant_{}.png", j), fmt::format("alpha_copy/ant_{}.png", j),
                 fmt::format("trimaps/ant_{}.png", j)});
  }
  data.text("test_fg_names.txt", "ant.png\n");
  data.text("test_bg_names.txt", numbered_lines("2007_", 20, ".jpg"));
  const DatasetContents found = read(FileTree(data.root()));
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.variant, "gca");
  ASSERT_EQ(found.samples.size(), 20U);
  EXPECT_EQ(text_of(found.samples[2]),
            "test ant_2: merged/ant_2.png alpha_copy/ant_2.png trimaps/ant_2.png | ant < 2007_2");
}

TEST(Comp1kVariants, ReadFoamliusNames) {
  const FileTree tree = tree_of(
      {"data/merged_test/ant_1920!2008_000001!2!47.png", "data/merged_test/bee (1)!2007_1!0!3.png",
       "data/mask_test/ant_1920.png", "data/mask_test/bee (1).png", "data/fg_test/ant_1920.png",
       "data/fg_test/bee (1).png", "data/bg_test/2008_000001.jpg",
       "data/merged/GT01!COCO_train2014_7!1!107.png", "data/mask/GT01.png", "data/fg/GT01.png",
       "data/Combined_Dataset/Test_set/Adobe-licensed images/trimaps/ant_1920_7.png",
       "data/Combined_Dataset/Test_set/Adobe-licensed images/trimaps/bee (1)_3.png"});
  EXPECT_EQ(recognise_layout(tree).name, "comp1k");
  const DatasetContents found = read(tree);
  EXPECT_EQ(found.variant, "foamliu");
  EXPECT_THAT(found.problems, IsEmpty());
  const std::string trimaps = "data/Combined_Dataset/Test_set/Adobe-licensed images/trimaps/";
  // 107 = 100 * 1 + 7 and 47 = 20 * 2 + 7: the running number counts over all foregrounds.
  EXPECT_THAT(
      texts_of(found),
      ElementsAre("train GT01_7: data/merged/GT01!COCO_train2014_7!1!107.png data/mask/GT01.png - "
                  "| GT01 < COCO_train2014_7",
                  "test ant_1920_7: data/merged_test/ant_1920!2008_000001!2!47.png "
                  "data/mask_test/ant_1920.png " +
                      trimaps + "ant_1920_7.png | ant_1920 < 2008_000001",
                  "test bee (1)_3: data/merged_test/bee (1)!2007_1!0!3.png "
                  "data/mask_test/bee (1).png " +
                      trimaps + "bee (1)_3.png | bee (1) < 2007_1"));
  EXPECT_EQ(parts_of(found.samples[1]),
            "data/fg_test/ant_1920.png over data/bg_test/2008_000001.jpg");
}

TEST(Comp1kVariants, TellOfFoamliusCompositesWithoutTheirParts) {
  const DatasetContents found =
      read(tree_of({"merged/a!wood!0!0.png", "merged/b!wood!1!100.png", "mask/a.png", "fg/a.png",
                    "merged_test/c!wood!0!0.png", "merged_test/stray.png", "mask_test/c.png"}));
  EXPECT_EQ(found.samples.size(), 2U);
  EXPECT_THAT(found.problems,
              ElementsAre(HasSubstr("merged/b!wood!1!100.png: there is no alpha b in mask"),
                          HasSubstr("merged_test/stray.png: is not called")));
}

TEST(Comp1kVariants, ReadAematterWithoutItsOwnPredictions) {
  const FileTree test =
      tree_of({"image/ant_0.png", "image/ant_1.png", "trimap/ant_0.png", "trimap/ant_1.png"});
  EXPECT_EQ(recognise_layout(test).name, "comp1k");
  EXPECT_THAT(texts_of(read(test)),
              ElementsAre("test ant_0: image/ant_0.png - trimap/ant_0.png | ant < -",
                          "test ant_1: image/ant_1.png - trimap/ant_1.png | ant < -"));

  const FileTree predicted = tree_of({"image/ant_0.png", "trimap/ant_0.png", "alpha/ant_0.png"});
  EXPECT_EQ(recognise_layout(predicted).name, "folder");
  EXPECT_EQ(text_of(read(predicted).samples.at(0)),
            "test ant_0: image/ant_0.png - trimap/ant_0.png | ant < -");
}

TEST(Comp1kVariants, ReadBothPartsOfAematter) {
  const FileTree tree = tree_of({"image/ant_0.png", "trimap/ant_0.png", "adb/fg/GT01.png",
                                 "adb/alpha/GT01.png", "train2014/COCO_train2014_1.jpg"});
  EXPECT_EQ(recognise_layout(tree).name, "comp1k");
  EXPECT_THAT(texts_of(read(tree)),
              ElementsAre("test ant_0: image/ant_0.png - trimap/ant_0.png | ant < -",
                          "train-foregrounds GT01: adb/fg/GT01.png adb/alpha/GT01.png - | GT01 < "
                          "-"));
}

}  // namespace
}  // namespace mbench
