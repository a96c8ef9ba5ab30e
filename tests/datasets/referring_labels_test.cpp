#include "datasets/referring_labels.h"

#include <gmock/gmock.h>

#include <sstream>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/file_tree.h"
#include "datasets/problem_list.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ReferringLabels labels_of(const std::string& text) {
  std::istringstream stream(text);
  return read_referring_labels(stream, "label.json");
}

std::string complaint_about(const std::string& text) {
  return message_of<DataError>([&] { labels_of(text); });
}

std::vector<std::string> masks_of(const ReferringLabels& read) {
  std::vector<std::string> masks;
  for (const ReferringLabel& label : read.labels) masks.push_back(label.mask);
  return masks;
}

TEST(ReferringLabels, GivesImageCategoryAndExpressionsOfEachMask) {
  const ReferringLabels read = labels_of(
      R"({"cat_1": {"image_name": "cat", "category": "animal", "expressions": ["a cat", "tom"]}})");
  EXPECT_THAT(read.problems, IsEmpty());
  ASSERT_EQ(read.labels.size(), 1U);
  EXPECT_EQ(read.labels[0].mask, "cat_1");
  EXPECT_EQ(read.labels[0].image, "cat");
  EXPECT_EQ(read.labels[0].category, "animal");
  EXPECT_THAT(read.labels[0].expressions, ElementsAre("a cat", "tom"));
}

TEST(ReferringLabels, SortsByMaskByteByByte) {
  EXPECT_THAT(masks_of(labels_of(R"({"b_1": {}, "a_2": {}, "a_10": {}, "B_1": {}})")),
              ElementsAre("B_1", "a_10", "a_2", "b_1"));
}

TEST(ReferringLabels, TakesThePictureEndingOffNames) {
  const ReferringLabels read = labels_of(R"({"cat_1.png": {"image_name": "cat.v2.JPG"}})");
  EXPECT_EQ(read.labels.at(0).mask, "cat_1");
  EXPECT_EQ(read.labels.at(0).image, "cat.v2");
}

TEST(ReferringLabels, PassesOverOtherKeysHoweverTheyAreBuilt) {
  const ReferringLabels read = labels_of(R"({"cat_1": {
      "size": [1, [2, {"image_name": "wrong", "expressions": ["wrong"]}]],
      "meta": {"category": "wrong", "list": []}, "7": 7, "none": null,
      "image_name": "cat", "expressions": ["a cat"]}})");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.labels.at(0).image, "cat");
  EXPECT_EQ(read.labels.at(0).category, "");
  EXPECT_THAT(read.labels.at(0).expressions, ElementsAre("a cat"));
}

TEST(ReferringLabels, TakesOneExpressionThatIsNoList) {
  EXPECT_THAT(labels_of(R"({"cat_1": {"expressions": "a cat"}})").labels.at(0).expressions,
              ElementsAre("a cat"));
}

TEST(ReferringLabels, AcceptsAByteOrderMarkAndEscapes) {
  const ReferringLabels read =
      labels_of("\xEF\xBB\xBF{\"cat_1\": {\"expressions\": [\"caf\\u00e9 \\\"noir\\\"\"]}}\r\n");
  EXPECT_THAT(read.labels.at(0).expressions, ElementsAre("caf\xC3\xA9 \"noir\""));
}

TEST(ReferringLabels, TellsValuesOfTheWrongKindAndKeepsTheRest) {
  const ReferringLabels read = labels_of(R"({
      "a_1": {"image_name": 7, "category": ["x"], "expressions": ["one", 2, ["three"], "four"]},
      "b_1": "no object", "c_1": [{"image_name": "c"}], "d_1": null})");
  EXPECT_THAT(masks_of(read), ElementsAre("a_1"));
  EXPECT_EQ(read.labels[0].image, "");
  EXPECT_EQ(read.labels[0].category, "");
  EXPECT_THAT(read.labels[0].expressions, ElementsAre("one", "four"));
  const std::string wrong = "label.json: \"a_1\" has a value of the wrong kind";
  EXPECT_THAT(read.problems,
              ElementsAre(HasSubstr(wrong), HasSubstr(wrong), HasSubstr(wrong), HasSubstr(wrong),
                          HasSubstr("\"b_1\" is no object"), HasSubstr("\"c_1\" is no object"),
                          HasSubstr("\"d_1\" is no object")));
}

TEST(ReferringLabels, CountsTheFirstOfTwoEqualKeysAndTellsThem) {
  const ReferringLabels read = labels_of(R"({
      "a_1": {"image_name": "first", "image_name": "second"},
      "a_1": {"image_name": "third"}})");
  ASSERT_THAT(masks_of(read), ElementsAre("a_1"));
  EXPECT_EQ(read.labels[0].image, "first");
  EXPECT_THAT(read.problems,
              ElementsAre(HasSubstr("has image_name twice"), HasSubstr("\"a_1\" is there twice")));
}

TEST(ReferringLabels, LeavesOutNamesThatCouldLeadElsewhere) {
  const ReferringLabels read = labels_of(R"({
      "..": {}, "../a_1": {}, "/etc/passwd": {}, "a\\b": {}, "": {}, "nul\u0000_1": {},
      "b_1": {"image_name": ".."}, "c_1": {"image_name": "../../c"}, "d..e_1": {}})");
  EXPECT_THAT(masks_of(read), ElementsAre("d..e_1"));
  EXPECT_EQ(read.problems.size(), 8U);
  for (const std::string& problem : read.problems) {
    EXPECT_THAT(problem, HasSubstr("is no file's name; it is left out"));
    EXPECT_EQ(problem.find('\0'), std::string::npos);
  }
}

TEST(ReferringLabels, SaysWhereACutFileEnds) {
  const std::string whole = R"({"cat_1": {"image_name": "cat", "expressions": ["a cat"]}})";
  ASSERT_EQ(labels_of(whole).labels.size(), 1U);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THAT(complaint_about(whole.substr(0, size)),
                HasSubstr(fmt::format("label.json: ends too early, after byte {} |", size)));
  }
}

TEST(ReferringLabels, SaysAtWhichByteTheFileIsDamaged) {
  EXPECT_THAT(complaint_about(R"({"a_1": {]}})"),
              HasSubstr("label.json: is no JSON in UTF-8 at byte 10"));
  EXPECT_THAT(complaint_about("{} more"), HasSubstr("is no JSON in UTF-8 at byte 4"));
  EXPECT_THAT(complaint_about("{\"a\xFF_1\": {}}"), HasSubstr("is no JSON in UTF-8 at byte 4"));
  EXPECT_THAT(complaint_about("{\"a\xED\xA0\x80_1\": {}}"), HasSubstr("in UTF-8 at byte"));
  EXPECT_THAT(complaint_about(R"({"a_1": {"n": 1e999999}})"), HasSubstr("in UTF-8 at byte"));
}

TEST(ReferringLabels, NeedsAnObject) {
  for (const char* text : {"[]", "7", "null", "\"text\"", "[{\"a_1\": {}}]"}) {
    EXPECT_THAT(complaint_about(text), HasSubstr("it is no object of masks")) << text;
  }
}

TEST(ReferringLabels, RefusesNestingWithoutEnd) {
  const std::string deep(1'000'000, '[');
  EXPECT_THAT(complaint_about(R"({"a_1": {"meta": )" + deep),
              AllOf(HasSubstr("nested more than 64 deep"), HasSubstr("from byte 82 on")));
  EXPECT_THAT(complaint_about(R"({"a_1": )" + deep), HasSubstr("nested more than 64 deep"));
  std::string objects = R"({"a_1": {"expressions": [)";
  for (int i = 0; i < 1000; ++i) objects += R"({"a":)";
  EXPECT_THAT(complaint_about(objects), HasSubstr("nested more than 64 deep"));
}

TEST(ReferringLabels, CountsProblemsBeyondTheFirstHundred) {
  std::string text = "{";
  for (int i = 0; i < 150; ++i) text += fmt::format("\"m_{}\": 0, ", i);
  const ReferringLabels read = labels_of(text + R"("m_150": {}})");
  ASSERT_EQ(read.problems.size(), ProblemList::kMostTold + 1);
  EXPECT_EQ(read.problems.back(), "label.json: 50 more entries of these kinds");
}

TEST(ReferringLabels, NamesAFileThatIsNotThere) {
  const TinyDataset data;
  EXPECT_THAT(message_of<DataError>([&] { read_referring_labels(data.root(), "absent.json"); }),
              HasSubstr(data.at("absent.json").string() + " cannot be opened"));
}

TEST(ReferringLabels, NamesAFileByItsWholePathInErrorsAndBelowTheRootInProblems) {
  const TinyDataset data;
  data.text("train/label.json", R"({"a_1": 7})");
  data.text("train/cut.json", R"({"a_1": )");
  EXPECT_THAT(read_referring_labels(data.root(), "train/label.json").problems,
              ElementsAre("train/label.json: \"a_1\" is no object; it is left out"));
  EXPECT_THAT(message_of<DataError>([&] { read_referring_labels(data.root(), "train/cut.json"); }),
              HasSubstr(data.at("train/cut.json").string() + ": ends too early, after byte 8"));
}

TEST(ReferringLabels, ReadsAsManyEntriesAsRefMatteHas) {
  constexpr int kMasks = 118'749;
  std::string text = "{";
  for (int i = kMasks; i > 0; --i) {
    const std::string image = fmt::format("rim_train_{:08x}", i / 3);
    text += fmt::format(
        R"("{0}_{1}": {{"image_name": "{0}", "category": "animal", "expressions": ["thing {2}", )"
        R"("the lively thing {2} in front of the grey wall", "the thing {2} on the left of it", )"
        R"("the thing {2} that is the salient one"]}}{3})",
        image, i % 3 + 1, i, i == 1 ? "}" : ", ");
  }
  const ReferringLabels read = labels_of(text);
  EXPECT_THAT(read.problems, IsEmpty());
  ASSERT_EQ(read.labels.size(), static_cast<std::size_t>(kMasks));
  // i = 1 gives mask 2 of image 0; i = 118749 gives mask 1 of image 39583, which is 0x9a9f.
  EXPECT_EQ(read.labels.front().mask, "rim_train_00000000_2");
  EXPECT_EQ(read.labels.back().mask, "rim_train_00009a9f_1");
  std::size_t expressions = 0;
  for (std::size_t i = 0; i < read.labels.size(); ++i) {
    expressions += read.labels[i].expressions.size();
    if (i == 0) continue;
    ASSERT_LT(read.labels[i - 1].mask, read.labels[i].mask);
  }
  EXPECT_EQ(expressions, 474'996U);
}

TEST(PlainName, MayHoldBlanksDotsAndAccentsButNothingThatLeadsElsewhere) {
  for (const char* name : {"a", "a..b", "my cat (1).v2", "caf\xC3\xA9", "...", "C:"}) {
    EXPECT_TRUE(is_plain_name(name)) << name;
  }
  for (const char* name : {"", ".", "..", "a/b", "/", "a\\b", "a\nb", "a\x7F", "caf\xE9"}) {
    EXPECT_FALSE(is_plain_name(name)) << name;
  }
}

}  // namespace
}  // namespace mbench
