#include "datasets/named_pictures.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

FileTree tree_of(const std::vector<std::string>& files) {
  std::vector<TreeFile> all;
  for (const std::string& file : files) all.push_back({file, 1, 1});
  return FileTree("/data", all);
}

NamedPictures pictures(const std::vector<std::string>& files) {
  NamedPictures found("background");
  found.add_all(tree_of(files), "");
  return found;
}

TEST(NamedPictures, AreFoundByTheirFilesNames) {
  const NamedPictures found = pictures({"a/2007_1.jpg", "a/2007_1.png", "notes.txt"});
  EXPECT_EQ(found.find("2007_1.jpg"), fs::path("/data/a/2007_1.jpg"));
  EXPECT_EQ(found.find("JPEGImages/2007_1.png"), fs::path("/data/a/2007_1.png"));
  EXPECT_EQ(found.find("2007_2.jpg"), std::nullopt);
  EXPECT_EQ(found.find("notes.txt"), std::nullopt);
}

TEST(NamedPictures, AreFoundByTheirStemsWhateverTheirEndings) {
  const NamedPictures found = pictures({"GT01.png", "cat (1).jpeg"});
  EXPECT_EQ(found.find("GT01.jpg"), fs::path("/data/GT01.png"));
  EXPECT_EQ(found.find("cat (1).png"), fs::path("/data/cat (1).jpeg"));
  EXPECT_EQ(found.find_stem("cat (1)"), fs::path("/data/cat (1).jpeg"));
}

TEST(NamedPictures, AreFoundWhateverTheirLetterCase) {
  const NamedPictures found = pictures({"Cat.PNG"});
  EXPECT_EQ(found.find("cat.png"), fs::path("/data/Cat.PNG"));
  const NamedPictures both = pictures({"Cat.png", "cat.png"});
  EXPECT_EQ(both.find("cat.png"), fs::path("/data/cat.png")) << "the exact name goes first";
}

TEST(NamedPictures, OfCocoAreFoundByTheirLaterNames) {
  const NamedPictures found = pictures({"train2017/000000000009.jpg"});
  EXPECT_EQ(found.find("COCO_train2014_000000000009.jpg"),
            fs::path("/data/train2017/000000000009.jpg"));
}

TEST(NamedPictures, OfOneNameAreNotGuessedAt) {
  const NamedPictures found = pictures({"a/x.jpg", "b/x.jpg", "a/y.png", "b/y.jpg"});
  EXPECT_THAT(message_of<DataError>([&] { found.find("x.jpg"); }),
              AllOf(HasSubstr("two files could be the background x.jpg: /data/a/x.jpg and "
                              "/data/b/x.jpg"),
                    HasSubstr("name the folder that holds the right one")));
  EXPECT_THAT(message_of<DataError>([&] { found.find("y.webp"); }), HasSubstr("/data/b/y.jpg"));
  EXPECT_EQ(found.find("y.png"), fs::path("/data/a/y.png"));
}

TEST(NamedPictures, OfAFolderLeaveTheFoldersInItOut) {
  NamedPictures found("alpha");
  found.add_folder(tree_of({"alpha/a.png", "alpha/old/b.png", "c.png"}), "alpha");
  ASSERT_EQ(found.files().size(), 1U);
  EXPECT_EQ(found.files()[0], fs::path("/data/alpha/a.png"));
}

TEST(NamedPictures, OfATreeLeaveOneFolderOut) {
  NamedPictures found("background");
  found.add_all(tree_of({"a.png", "out/b.png", "outside/c.png"}), "/data/out");
  ASSERT_EQ(found.files().size(), 2U);
  EXPECT_EQ(found.find("b.png"), std::nullopt);
}

}  // namespace
}  // namespace mbench
