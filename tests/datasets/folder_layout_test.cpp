#include "datasets/folder_layout.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "datasets/sample.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::vector<Sample> samples_of(const TinyDataset& data) {
  const FileTree tree(data.root());
  std::vector<Sample> samples;
  for (const FoundSample& found : folder_layout().contents(tree, {}).samples) {
    samples.push_back(sample_of(data.root(), found));
  }
  return samples;
}

std::string complaint_about(const TinyDataset& data) {
  return message_of<DataError>([&] { samples_of(data); });
}

fs::path image_of(const Sample& sample) { return std::get<ImageFile>(sample.image).image; }
fs::path trimap_of(const Sample& sample) { return std::get<TrimapFile>(sample.trimap).trimap; }

TEST(FolderLayout, MatchesByStemAcrossEndings) {
  const TinyDataset data;
  data.image("images/cat.jpg");
  data.alpha("alpha/cat.png");
  data.trimap("trimaps/cat.png");
  const std::vector<Sample> found = samples_of(data);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "cat");
  EXPECT_EQ(image_of(found[0]), data.at("images/cat.jpg"));
  EXPECT_EQ(found[0].alpha, data.at("alpha/cat.png"));
  EXPECT_EQ(trimap_of(found[0]), data.at("trimaps/cat.png"));
}

TEST(FolderLayout, IgnoresTheCaseOfFoldersAndEndings) {
  const TinyDataset data;
  data.image("Merged/cat.JPEG");
  data.alpha("GT/cat.PNG");
  data.trimap("TriMaps/cat.png");
  ASSERT_TRUE(folder_layout().recognises(FileTree(data.root())));
  EXPECT_EQ(samples_of(data).size(), 1U);
}

TEST(FolderLayout, TakesNamesWithSpacesDotsAndBrackets) {
  const TinyDataset data;
  data.image("images/my cat (1).v2.jpg");
  data.alpha("alpha/my cat (1).v2.png");
  EXPECT_EQ(samples_of(data).at(0).name, "my cat (1).v2");
}

TEST(FolderLayout, OrdersSamplesByTheBytesOfTheirNames) {
  const TinyDataset data;
  for (const char* stem : {"b", "a10", "Z", "a2"}) {
    data.image(std::string("images/") + stem + ".png");
    data.alpha(std::string("alpha/") + stem + ".png");
  }
  std::vector<std::string> names;
  for (const Sample& sample : samples_of(data)) names.push_back(sample.name);
  EXPECT_THAT(names, ::testing::ElementsAre("Z", "a10", "a2", "b"));
}

TEST(FolderLayout, MakesTrimapsFromAlphasWhereNoneAreShipped) {
  const TinyDataset data;
  data.image("images/cat.png");
  data.alpha("mask/cat.png");
  EXPECT_EQ(std::get<TrimapMade>(samples_of(data).at(0).trimap).recipe, "ellipse:25");
}

TEST(FolderLayout, LeavesPhotographsWithoutAlphasUnscored) {
  const TinyDataset data;
  data.image("images/cat.png");
  data.trimap("trimap/cat.png");
  EXPECT_FALSE(samples_of(data).at(0).alpha.has_value());
}

TEST(FolderLayout, PrefersTheAlphasCopiedPerComposite) {
  const TinyDataset data;
  data.image("merged/cat_0.png");
  data.alpha("alpha/cat.png");
  data.alpha("alpha_copy/cat_0.png");
  data.trimap("trimaps/cat_0.png");
  EXPECT_EQ(samples_of(data).at(0).alpha, data.at("alpha_copy/cat_0.png"));
}

TEST(FolderLayout, NamesTheFirstImageWithoutItsCounterpartAndCountsTheRest) {
  const TinyDataset data;
  for (const char* stem : {"a", "b", "c"}) data.image(std::string("images/") + stem + ".png");
  data.alpha("alpha/a.png");
  EXPECT_THAT(complaint_about(data),
              AllOf(HasSubstr("images/b.png has no alpha"), HasSubstr("nor have 1 more")));
}

TEST(FolderLayout, ReportsAMissingTrimapWhenOthersAreThere) {
  const TinyDataset data;
  for (const char* stem : {"a", "b"}) {
    data.image(std::string("images/") + stem + ".png");
    data.alpha(std::string("alpha/") + stem + ".png");
  }
  data.trimap("trimaps/a.png");
  EXPECT_THAT(complaint_about(data), HasSubstr("images/b.png has no trimap"));
}

TEST(FolderLayout, SaysWhenACounterpartDiffersOnlyInCase) {
  const TinyDataset data;
  data.image("images/Cat.png");
  data.alpha("alpha/cat.png");
  EXPECT_THAT(complaint_about(data), HasSubstr("cat.png differs only in letter case"));
}

TEST(FolderLayout, RefusesTwoImagesOfOneStem) {
  const TinyDataset data;
  data.image("images/cat.jpg");
  data.image("images/cat.png");
  data.alpha("alpha/cat.png");
  EXPECT_THAT(complaint_about(data), AllOf(HasSubstr("cat.jpg"), HasSubstr("cat.png")));
}

TEST(FolderLayout, RefusesTwoFoldersForOnePart) {
  const TinyDataset data;
  data.image("images/cat.png");
  data.alpha("alpha/cat.png");
  data.alpha("gt/cat.png");
  EXPECT_THAT(complaint_about(data), HasSubstr("holds both alpha and gt"));
}

TEST(FolderLayout, NeedsAlphasOrTrimaps) {
  const TinyDataset data;
  data.image("images/cat.png");
  EXPECT_THAT(complaint_about(data), HasSubstr("neither alphas nor trimaps"));
}

TEST(FolderLayout, NeedsAPicture) {
  const TinyDataset data;
  data.text("images/notes.txt", "nothing here");
  data.alpha("alpha/cat.png");
  EXPECT_THAT(complaint_about(data), HasSubstr("images holds no picture"));
}

TEST(FolderLayout, PassesOverHiddenFilesAndOtherEndings) {
  const TinyDataset data;
  data.image("images/cat.png");
  data.text("images/._cat.png", "a file that macOS leaves behind");
  data.text("images/cat.txt", "a caption");
  data.alpha("alpha/cat.png");
  EXPECT_EQ(samples_of(data).size(), 1U);
}

TEST(FolderLayout, IgnoresAlphasWithoutAnImage) {
  const TinyDataset data;
  data.image("images/cat.png");
  data.alpha("alpha/cat.png");
  data.alpha("alpha/dog.png");
  EXPECT_EQ(samples_of(data).size(), 1U);
}

}  // namespace
}  // namespace mbench
