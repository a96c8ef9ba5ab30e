#include "datasets/layout.h"

#include <gmock/gmock.h>

#include <set>

#include "core/error.h"
#include "datasets/sample_facts.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Layout, RecognisesTheDemoPicturesBeforeAPlainFolder) {
  EXPECT_EQ(recognise_layout(FileTree(data_folder() / "demo")).name, "demo");
}

TEST(Layout, RecognisesAPlainFolder) {
  const TinyDataset data;
  data.image("image/cat.png");
  EXPECT_EQ(recognise_layout(FileTree(data.root())).name, "folder");
}

TEST(Layout, ListsWhatWasLookedForAndFound) {
  const TinyDataset data;
  data.image("pictures/cat.png");
  data.image("other things/cat.png");
  EXPECT_THAT(message_of<DataError>([&] { recognise_layout(FileTree(data.root())); }),
              AllOf(HasSubstr("found other things/, pictures/"), HasSubstr("folder: "),
                    HasSubstr("demo: ")));
}

TEST(Layout, SaysWhenTheFolderIsNotThere) {
  const TinyDataset data;
  EXPECT_THAT(message_of<DataError>([&] { FileTree(data.at("absent")); }),
              HasSubstr("absent is not a folder"));
}

TEST(Layout, SuggestsTheNearestName) {
  EXPECT_THAT(message_of<UsageError>([] { find_layout("foldr"); }), HasSubstr("'folder'"));
}

TEST(Layout, GivesTheDemoPicturesInThreeSplitsWithUniqueNames) {
  const fs::path root = data_folder() / "demo";
  std::map<std::string, std::set<std::string>> names;
  for (const FoundSample& found : find_layout("demo").contents(FileTree(root), {}).samples) {
    EXPECT_TRUE(names[found.split].insert(found.name).second) << found.name;
    EXPECT_NO_THROW(check_within(root, sample_of(root, found)));
  }
  EXPECT_EQ(names["composites"].size(), 21U);
  EXPECT_EQ(names["4k"].size(), 1U);
  EXPECT_EQ(names["natural"].size(), 4U);
}

TEST(Layout, NamesAMissingDemoPicture) {
  const TinyDataset data;
  for (const char* folder : {"fg", "alpha", "bg", "images", "trimaps"}) {
    data.image(std::string(folder) + "/other.png");
  }
  const FileTree tree(data.root());
  ASSERT_EQ(recognise_layout(tree).name, "demo");
  EXPECT_THAT(message_of<DataError>([&] { find_layout("demo").contents(tree, {}); }),
              AllOf(HasSubstr("fg/astronaut.jpg is missing"), HasSubstr("layout 'folder'")));
}

}  // namespace
}  // namespace mbench
