#include "datasets/name_list.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> names_in(const std::string& text) {
  const TinyDataset data;
  data.text("lists/names.txt", text);
  const FileTree tree(data.root());
  return read_name_list(tree, *tree.find("lists/names.txt"));
}

std::string complaint_about(const std::string& text) {
  return message_of<DataError>([&] { names_in(text); });
}

TEST(NameList, TakesUnixAndWindowsLines) {
  EXPECT_THAT(names_in("a.png\nb.png\n"), ElementsAre("a.png", "b.png"));
  EXPECT_THAT(names_in("a.png\r\nb.png\r\n"), ElementsAre("a.png", "b.png"));
}

TEST(NameList, AcceptsALastLineWithoutItsEnd) {
  EXPECT_THAT(names_in("a.png\nb.png"), ElementsAre("a.png", "b.png"));
  EXPECT_THAT(names_in("a.png\r\nb.png\r"), ElementsAre("a.png", "b.png"));
}

TEST(NameList, PassesOverEmptyLinesAndAByteOrderMark) {
  EXPECT_THAT(names_in("\xEF\xBB\xBF"
                       "a.png\n\n  \t\nb.png\n\n"),
              ElementsAre("a.png", "b.png"));
  EXPECT_TRUE(names_in("").empty());
}

TEST(NameList, KeepsBlanksWithinAName) {
  EXPECT_THAT(names_in("woman-952506_1920 (1).png  \n"), ElementsAre("woman-952506_1920 (1).png"));
}

TEST(NameList, JoinsThePartsOfAWindowsPath) {
  EXPECT_THAT(names_in("train\\fg\\a.png\n"), ElementsAre("train/fg/a.png"));
}

TEST(NameList, TakesDotsThatLeadNowhere) {
  EXPECT_THAT(names_in("a..b.png\n...png\n"), ElementsAre("a..b.png", "...png"));
}

TEST(NameList, RefusesAWayOutWithFileAndLine) {
  EXPECT_THAT(complaint_about("a.png\n\n../secret.png\n"),
              AllOf(HasSubstr("lists/names.txt"), HasSubstr("line 3"),
                    HasSubstr("../secret.png leads out")));
  EXPECT_THAT(complaint_about("fg/../../secret.png"), HasSubstr("line 1"));
  EXPECT_THAT(complaint_about("fg\\..\\..\\secret.png"), HasSubstr("leads out"));
}

TEST(NameList, RefusesAbsolutePaths) {
  EXPECT_THAT(complaint_about("/etc/passwd"), HasSubstr("/etc/passwd is absolute"));
  EXPECT_THAT(complaint_about("\\\\server\\a.png"), HasSubstr("is absolute"));
  EXPECT_THAT(complaint_about("C:\\a.png"), HasSubstr("is absolute"));
}

TEST(NameList, RefusesWhatIsNoText) {
  EXPECT_THAT(complaint_about(std::string("a\0b\n", 4)), HasSubstr("a control character"));
}

TEST(NameList, NamesAListThatIsGone) {
  const TinyDataset data;
  data.text("names.txt", "a.png");
  const FileTree tree(data.root());
  fs::remove(data.at("names.txt"));
  EXPECT_THAT(message_of<DataError>([&] { read_name_list(tree, *tree.find("names.txt")); }),
              HasSubstr("names.txt"));
}

TEST(NameList, RefusesAFileThatIsTooLargeForAList) {
  const FileTree tree("/nowhere", {{"names.txt", std::int64_t{1} << 40, 0}});
  EXPECT_THAT(message_of<DataError>([&] { read_name_list(tree, *tree.find("names.txt")); }),
              HasSubstr("this is no list of names"));
}

TEST(NameList, TellsTheNumberOfEachLine) {
  const TinyDataset data;
  data.text("list.txt", "\na:b:c\n");
  const FileTree tree(data.root());
  const std::vector<ListLine> lines = read_list(tree, *tree.find("list.txt"), at_colons);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].number, 2);
  EXPECT_THAT(lines[0].names, ElementsAre("a", "b", "c"));
}

TEST(NameList, RefusesAnEmptyNameInALine) {
  const TinyDataset data;
  data.text("list.txt", "a::c\n");
  const FileTree tree(data.root());
  EXPECT_THAT(message_of<DataError>([&] { read_list(tree, *tree.find("list.txt"), at_colons); }),
              HasSubstr("line 1: an empty name"));
}

TEST(NameList, DividesAtBarsBeforeTabsBeforeBlanks) {
  EXPECT_THAT(at_bars_tabs_or_blanks("a (1).png | b.jpg|c.png"),
              ElementsAre("a (1).png", "b.jpg", "c.png"));
  EXPECT_THAT(at_bars_tabs_or_blanks("a (1).png\tb.jpg"), ElementsAre("a (1).png", "b.jpg"));
  EXPECT_THAT(at_bars_tabs_or_blanks("a.png b.jpg  c.png"), ElementsAre("a.png", "b.jpg", "c.png"));
}

TEST(NameList, DividesAtTheBlanksAfterAnEnding) {
  EXPECT_THAT(
      at_bars_tabs_or_blanks("fg/retriever-348572_1920 (1).png bg/2007 0.JPG t/x (1)_0.png"),
      ElementsAre("fg/retriever-348572_1920 (1).png", "bg/2007 0.JPG", "t/x (1)_0.png"));
}

TEST(NameList, FindsAListWhereverItLies) {
  const FileTree tree("/nowhere", {{"b/deep/FG_Test.txt"}, {"fg_test.png"}});
  ASSERT_NE(find_list(tree, "fg_test.txt"), nullptr);
  EXPECT_EQ(find_list(tree, "fg_test.txt")->path, "b/deep/FG_Test.txt");
  EXPECT_EQ(find_list(tree, "bg_test.txt"), nullptr);
}

TEST(NameList, TakesOnlyThePicturesEndingOffAStem) {
  EXPECT_EQ(stem_of_name("fg/a.b (1).JPG"), "a.b (1)");
  EXPECT_EQ(stem_of_name("spring-1.5"), "spring-1.5");
  EXPECT_EQ(stem_of_name("13(2).png"), "13(2)");
}

}  // namespace
}  // namespace mbench
