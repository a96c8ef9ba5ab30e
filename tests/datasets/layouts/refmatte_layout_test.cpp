#include "datasets/layouts/refmatte.h"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include "datasets/layouts/refmatte_rw100.h"
#include "datasets/problem_list.h"
#include "tests/datasets/layouts/layout_samples.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kTrainLabels = "train/refmatte_train_label.json";
constexpr const char* kRwLabels = "refmatte_rw100_label.json";

/// One image with two masks and its labels in `train`.
void add_train(const TinyDataset& data, const std::string& folder = {}) {
  data.image(folder + "train/img/rim_train_1.jpg");
  data.alpha(folder + "train/mask/rim_train_1_1.png");
  data.alpha(folder + "train/mask/rim_train_1_10.png");
  data.text(folder + kTrainLabels, R"({
      "rim_train_1_10": {"image_name": "rim_train_1", "expressions": ["the tenth"]},
      "rim_train_1_1": {"image_name": "rim_train_1", "category": "cat",
                        "expressions": ["a cat", "the first", "tom", "it"]}})");
}

TEST(RefMatteLayout, GivesOneSamplePerMaskWithItsExpressions) {
  const TinyDataset data;
  add_train(data);
  ASSERT_TRUE(is_recognised(refmatte_layout(), data));
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THAT(names_in(contents), ElementsAre("train/rim_train_1_1", "train/rim_train_1_10"));
  EXPECT_THAT(contents.lists, ElementsAre(kTrainLabels));
  const FoundSample& first = contents.samples[0];
  EXPECT_EQ(first.image, "train/img/rim_train_1.jpg");
  EXPECT_EQ(first.alpha, "train/mask/rim_train_1_1.png");
  EXPECT_EQ(first.entity, "1");
  EXPECT_EQ(first.foreground, "rim_train_1");
  EXPECT_EQ(first.category, "cat");
  EXPECT_THAT(first.expressions, ElementsAre("a cat", "the first", "tom", "it"));
  EXPECT_EQ(contents.samples[1].entity, "10");
  EXPECT_EQ(contents.samples[1].foreground, "rim_train_1");
}

TEST(RefMatteLayout, ReadsBothSplitsAndTheFolderThatHoldsThem) {
  const TinyDataset data;
  add_train(data, "refmatte/");
  data.alpha("refmatte/Test/mask/rim_test_1_1.PNG");
  data.image("refmatte/Test/img/rim_test_1.JPG");
  data.text("refmatte/Test/refmatte_test_label.json",
            R"({"rim_test_1_1": {"image_name": "rim_test_1", "expressions": []}})");
  ASSERT_TRUE(is_recognised(refmatte_layout(), data));
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_EQ(contents.variant, "folder");
  EXPECT_EQ(contents.samples.size(), 3U);
}

TEST(RefMatteLayout, PairsByTheLabelBeforeTheName) {
  const TinyDataset data;
  data.image("train/img/shop.jpg");
  data.image("train/img/kitchen.jpg");
  data.alpha("train/mask/shop_1.png");
  data.alpha("train/mask/kitchen_1.png");
  data.text(kTrainLabels, R"({"shop_1": {"image_name": "kitchen.jpg"},
                             "kitchen_1": {"image_name": "shop.jpg"}})");
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_EQ(sample_named(contents, "shop_1").image, "train/img/kitchen.jpg");
  EXPECT_EQ(sample_named(contents, "shop_1").foreground, "kitchen");
  EXPECT_EQ(sample_named(contents, "kitchen_1").image, "train/img/shop.jpg");
}

TEST(RefMatteLayout, PairsByTheNameWhereTheLabelSaysNothingOfUse) {
  const TinyDataset data;
  add_train(data);
  data.text(kTrainLabels, R"({"rim_train_1_1": {"image_name": "gone"}, "rim_train_1_10": {}})");
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_EQ(contents.samples.at(0).image, "train/img/rim_train_1.jpg");
  EXPECT_EQ(contents.samples.at(0).foreground, "rim_train_1");
  EXPECT_EQ(contents.samples.at(1).image, "train/img/rim_train_1.jpg");
}

TEST(RefMatteLayout, ReadsImagesThatWereCopiedPerMask) {
  const TinyDataset data;
  data.image("train/img_full/a_1.jpg");
  data.image("train/img_full/a_2.jpg");
  data.alpha("train/mask/a_1.png");
  data.alpha("train/mask/a_2.png");
  data.text(kTrainLabels, R"({"a_1": {"image_name": "a"}, "a_2": {}})");
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_EQ(contents.samples.at(1).image, "train/img_full/a_2.jpg");
  EXPECT_EQ(contents.samples.at(0).foreground, "a");
  EXPECT_EQ(contents.samples.at(1).foreground, "a");
}

TEST(RefMatteLayout, TellsWhatLacksItsCounterpart) {
  const TinyDataset data;
  add_train(data);
  data.alpha("train/mask/rim_train_1_2.png");
  data.alpha("train/mask/rim_train_7_1.png");
  data.image("train/img/rim_train_9.jpg");
  data.text(kTrainLabels, R"({
      "rim_train_0_1": {}, "rim_train_1_1": {}, "rim_train_1_10": {}, "rim_train_7_1": {},
      "rim_train_9_9": {}})");
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_THAT(names_in(contents),
              ElementsAre("train/rim_train_1_1", "train/rim_train_1_10", "train/rim_train_1_2"));
  EXPECT_THAT(
      contents.problems,
      ElementsAre(HasSubstr("train/refmatte_train_label.json: there is no mask rim_train_0_1"),
                  HasSubstr("there is no mask rim_train_9_9"),
                  HasSubstr("train/mask/rim_train_1_2.png: there is no label of this mask"),
                  HasSubstr("train/mask/rim_train_7_1.png: there is no image of this mask"),
                  HasSubstr("train/img/rim_train_9.jpg: there is no mask of this image")));
}

TEST(RefMatteLayout, CountsProblemsBeyondTheFirstHundredOfAKind) {
  const TinyDataset data;
  add_train(data);
  std::string labels = R"({"rim_train_1_1": {}, "rim_train_1_10": {})";
  for (int i = 0; i < 130; ++i) labels += fmt::format(", \"x_{}\": {{}}", i);
  data.text(kTrainLabels, labels + "}");
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  ASSERT_EQ(contents.problems.size(), ProblemList::kMostTold + 1);
  EXPECT_EQ(contents.problems.back(),
            "train/refmatte_train_label.json: 30 more labels without a mask in train/mask");
}

TEST(RefMatteLayout, TellsAMissingLabelFileOnce) {
  const TinyDataset data;
  data.image("test/img/a.jpg");
  data.alpha("test/mask/a_1.png");
  data.alpha("test/mask/a_2.png");
  ASSERT_TRUE(is_recognised(refmatte_layout(), data));
  const DatasetContents contents = contents_of(refmatte_layout(), data);
  EXPECT_EQ(contents.samples.size(), 2U);
  EXPECT_THAT(contents.lists, IsEmpty());
  EXPECT_THAT(contents.problems,
              ElementsAre(HasSubstr("test/refmatte_test_label.json: this label file is missing")));
}

TEST(RefMatteLayout, RefusesLabelsThatAreCutOff) {
  const TinyDataset data;
  add_train(data);
  data.text(kTrainLabels, R"({"rim_train_1_1": {"image_)");
  EXPECT_THAT(message_of<DataError>([&] { contents_of(refmatte_layout(), data); }),
              HasSubstr(data.at(kTrainLabels).string() + ": ends too early, after byte 26"));
}

TEST(RefMatteLayout, HasNoTrimapsAndNeedsNumberedMasks) {
  const TinyDataset data;
  add_train(data);
  EXPECT_THROW(contents_of(refmatte_layout(), data, "trimap"), UsageError);
  const TinyDataset other;
  add_pictures(other, "cat", "train/img", "train/mask");
  EXPECT_FALSE(is_recognised(refmatte_layout(), other));
}

/// Two entities on one photograph.
void add_photograph(const TinyDataset& data, const std::string& images) {
  data.image(images + "/p_1.jpg");
  data.alpha("mask/p_1_1.png");
  data.alpha("mask/p_1_2.png");
  data.text(kRwLabels, R"({
      "p_1_1": {"image_name": "p_1", "expressions": ["a", "b", "c", "d"]},
      "p_1_2": {"image_name": "p_1", "expressions": ["e", "f", "g", "h"]}})");
}

TEST(RefMatteRw100Layout, GivesOneSamplePerMaskWithItsExpressions) {
  const TinyDataset data;
  add_photograph(data, "image");
  ASSERT_TRUE(is_recognised(refmatte_rw100_layout(), data));
  const DatasetContents contents = contents_of(refmatte_rw100_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THAT(names_in(contents), ElementsAre("test/p_1_1", "test/p_1_2"));
  EXPECT_EQ(contents.samples[1].entity, "2");
  EXPECT_EQ(contents.samples[1].foreground, "p_1");
  EXPECT_THAT(contents.samples[1].expressions, ElementsAre("e", "f", "g", "h"));
  EXPECT_THAT(contents.lists, ElementsAre(kRwLabels));
}

TEST(RefMatteRw100Layout, PutsTheEvaluatedExpressionFirst) {
  const TinyDataset data;
  add_photograph(data, "image");
  data.text("eval_index_expression.json", R"({"p_1": 2, "p_1_2": 0, "p_9": "other"})");
  const DatasetContents contents = contents_of(refmatte_rw100_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THAT(contents.samples[0].expressions, ElementsAre("c", "a", "b", "d"));
  EXPECT_THAT(contents.samples[1].expressions, ElementsAre("e", "f", "g", "h"));
  EXPECT_THAT(contents.lists, ElementsAre(kRwLabels, "eval_index_expression.json"));
}

TEST(RefMatteRw100Layout, TellsAnIndexThatIsNone) {
  const TinyDataset data;
  add_photograph(data, "image");
  data.text("eval_index_expression.json", R"({"p_1_1": 4, "p_1_2": -1})");
  const DatasetContents contents = contents_of(refmatte_rw100_layout(), data);
  EXPECT_THAT(contents.samples[0].expressions, ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(contents.problems, ElementsAre(HasSubstr("its value for p_1_1 is no index"),
                                             HasSubstr("its value for p_1_2 is no index")));
}

TEST(RefMatteRw100Layout, RefusesIndicesThatAreDamaged) {
  const TinyDataset data;
  add_photograph(data, "image");
  const auto complaint = [&](const std::string& text) {
    data.text("eval_index_expression.json", text);
    return message_of<DataError>([&] { contents_of(refmatte_rw100_layout(), data); });
  };
  EXPECT_THAT(complaint("{"), HasSubstr("eval_index_expression.json: is no JSON in UTF-8"));
  EXPECT_THAT(complaint("[1]"), HasSubstr("is no object of images and indices"));
  EXPECT_THAT(complaint(R"({"p_1": 1e99999})"), HasSubstr("is no object"));
  EXPECT_THAT(complaint(std::string(2 << 20, ' ')), HasSubstr("too many for 100 images"));
}

TEST(RefMatteRw100Layout, ReadsOtherSpellingsAndCopiedImages) {
  const TinyDataset data;
  data.image("RefMatte-RW-100/Image_All/p_1_1.png");
  data.alpha("RefMatte-RW-100/mask/p_1_1.png");
  data.text("RefMatte-RW-100/RefMatte_RW100_label.json", R"({"p_1_1": {"image_name": "p_1"}})");
  ASSERT_TRUE(is_recognised(refmatte_rw100_layout(), data));
  const DatasetContents contents = contents_of(refmatte_rw100_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_EQ(contents.variant, "folder");
  EXPECT_EQ(contents.samples.at(0).foreground, "p_1");
}

TEST(RefMatteRw100Layout, NeedsItsLabelsToBeRecognised) {
  const TinyDataset data;
  data.image("image/p_1.jpg");
  data.alpha("mask/p_1_1.png");
  EXPECT_FALSE(is_recognised(refmatte_rw100_layout(), data));
  EXPECT_THAT(contents_of(refmatte_rw100_layout(), data).problems,
              ElementsAre(HasSubstr("refmatte_rw100_label.json: this label file is missing")));
}

}  // namespace
}  // namespace mbench
