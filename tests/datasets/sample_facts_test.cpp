#include "datasets/sample_facts.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::HasSubstr;

Sample photograph(const TinyDataset& data, const std::string& image) {
  Sample sample;
  sample.name = "cat";
  sample.image = ImageFile{data.at(image)};
  sample.trimap = TrimapMade{"ellipse:3"};
  return sample;
}

TEST(SampleFacts, ReadsTheSizeAndTheStampOfAPhotograph) {
  const TinyDataset data;
  data.image("images/cat.png", 21, 13);
  const SampleFacts facts = sample_facts(photograph(data, "images/cat.png"));
  EXPECT_EQ(facts.size, cv::Size(21, 13));
  EXPECT_EQ(facts.stamp.bytes, static_cast<std::int64_t>(fs::file_size(data.at("images/cat.png"))));
  EXPECT_GT(facts.stamp.modified_ns, 0);
}

TEST(SampleFacts, GivesACompositeItsBoundedSize) {
  const TinyDataset data;
  data.image("fg/cat.png", 40, 30);
  data.image("bg/wood.png", 50, 50);
  Sample sample;
  sample.image = ImageComposite{data.at("fg/cat.png"), data.at("bg/wood.png"), 20};
  EXPECT_EQ(sample_facts(sample).size, cv::Size(20, 15));
}

TEST(SampleFacts, NamesAMissingFile) {
  const TinyDataset data;
  EXPECT_THAT(message_of<DataError>([&] { file_stamp(data.at("absent.png")); }),
              HasSubstr("absent.png"));
}

TEST(SampleFacts, RefusesAFolderInPlaceOfAFile) {
  const TinyDataset data;
  fs::create_directory(data.at("cat.png"));
  EXPECT_THAT(message_of<DataError>([&] { file_stamp(data.at("cat.png")); }),
              HasSubstr("it is not a file"));
}

TEST(SampleFacts, ListsEveryFileOfAComposite) {
  Sample sample;
  sample.image = ImageComposite{"f", "b", 0};
  sample.alpha = "a";
  sample.trimap = TrimapFile{"t"};
  EXPECT_THAT(files_of(sample), ::testing::ElementsAre("f", "b", "a", "t"));
}

TEST(CheckWithin, AcceptsFilesInTheFolder) {
  const TinyDataset data;
  data.image("set/images/cat.png");
  EXPECT_NO_THROW(check_within(data.at("set"), photograph(data, "set/images/cat.png")));
}

TEST(CheckWithin, RefusesAPathThatClimbsOut) {
  const TinyDataset data;
  data.image("set/images/cat.png");
  data.image("secret.png");
  const Sample sample = photograph(data, "set/images/../../secret.png");
  EXPECT_THAT(message_of<DataError>([&] { check_within(data.at("set"), sample); }),
              HasSubstr("leads out of the data set's folder"));
}

TEST(CheckWithin, RefusesASymbolicLinkThatLeadsOut) {
  const TinyDataset data;
  data.image("set/images/cat.png");
  data.image("secret.png");
  fs::create_symlink(data.at("secret.png"), data.at("set/images/dog.png"));
  const Sample sample = photograph(data, "set/images/dog.png");
  EXPECT_THAT(message_of<DataError>([&] { check_within(data.at("set"), sample); }),
              HasSubstr("secret.png"));
}

TEST(CheckWithin, AcceptsALinkWithinTheFolder) {
  const TinyDataset data;
  data.image("set/images/cat.png");
  fs::create_symlink(data.at("set/images/cat.png"), data.at("set/images/dog.png"));
  EXPECT_NO_THROW(check_within(data.at("set"), photograph(data, "set/images/dog.png")));
}

TEST(CheckWithin, DoesNotTakeAFolderOfALongerNameForTheFolder) {
  const TinyDataset data;
  data.image("set2/cat.png");
  fs::create_directory(data.at("set"));
  EXPECT_THROW(check_within(data.at("set"), photograph(data, "set2/cat.png")), DataError);
}

}  // namespace
}  // namespace mbench
