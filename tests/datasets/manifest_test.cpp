#include "datasets/manifest.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "datasets/folder_layout.h"
#include "datasets/layout.h"
#include "datasets/sample.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Pictures of two cats and a dog.
class Manifest : public ::testing::Test {
 protected:
  Manifest() {
    for (const char* name : {"in/cat", "in/cat 2", "in/dog"}) {
      data_.image(std::string(name) + ".jpg");
    }
    data_.alpha("truth/cat.png");
    data_.trimap("maps/cat.png");
    data_.image("fg/tom.png");
    data_.image("bg/wall.jpg");
  }

  DatasetContents read(const std::string& file, const std::string& text) {
    data_.text(file, text);
    const FileTree tree(data_.root());
    const TreeFile* const manifest = find_manifest(tree);
    if (manifest == nullptr) throw InternalError("there is no manifest");
    return manifest_contents(tree, *manifest);
  }
  DatasetContents csv(const std::string& text) { return read("manifest.csv", text); }
  DatasetContents jsonl(const std::string& text) { return read("manifest.jsonl", text); }

  std::string complaint_about_csv(const std::string& text) {
    return message_of<DataError>([&] { csv(text); });
  }
  std::string complaint_about_jsonl(const std::string& text) {
    return message_of<DataError>([&] { jsonl(text); });
  }

  TinyDataset data_;
};

void expect_cat_in_full(const DatasetContents& contents) {
  ASSERT_EQ(contents.samples.size(), 1U);
  const FoundSample& cat = contents.samples[0];
  EXPECT_EQ(cat.image, "in/cat.jpg");
  EXPECT_EQ(cat.alpha, "truth/cat.png");
  EXPECT_EQ(cat.trimap, "maps/cat.png");
  EXPECT_EQ(cat.foreground_file, "fg/tom.png");
  EXPECT_EQ(cat.foreground, "tom");
  EXPECT_EQ(cat.background_file, "");
  EXPECT_EQ(cat.background, "a wall");
  EXPECT_EQ(cat.category, "animal, tame");
  EXPECT_EQ(cat.split, "test");
  EXPECT_EQ(cat.name, "Tom");
  EXPECT_EQ(contents.variant, "manifest");
  EXPECT_EQ(contents.trimap_source, "trimap");
  EXPECT_THAT(contents.problems, IsEmpty());
}

TEST_F(Manifest, ReadsEveryColumnOfACsvFile) {
  const DatasetContents contents =
      csv("image,alpha,trimap,foreground,background,category,split,name\n"
          "in/cat.jpg,truth/cat.png,maps/cat.png,fg/tom.png,a wall,\"animal, tame\",test,Tom\n");
  expect_cat_in_full(contents);
  EXPECT_THAT(contents.lists, ElementsAre("manifest.csv"));
}

TEST_F(Manifest, ReadsEveryKeyOfAJsonlFile) {
  const DatasetContents contents = jsonl(
      R"({"name": "Tom", "split": "test", "category": "animal, tame", "background": "a wall", )"
      R"("foreground": "fg/tom.png", "trimap": "maps/cat.png", "alpha": "truth/cat.png", )"
      R"("image": "in/cat.jpg"})");
  expect_cat_in_full(contents);
  EXPECT_THAT(contents.lists, ElementsAre("manifest.jsonl"));
}

TEST_F(Manifest, NeedsOnlyImagesAndKeepsTheirOrder) {
  const DatasetContents contents = csv("image\nin/dog.jpg\nin/cat 2.jpg\nin/cat.jpg\n");
  ASSERT_EQ(contents.samples.size(), 3U);
  EXPECT_EQ(contents.samples[0].name, "dog");
  EXPECT_EQ(contents.samples[1].name, "cat 2");
  EXPECT_EQ(contents.samples[1].foreground, "cat 2");
  EXPECT_EQ(contents.samples[1].alpha, "");
  EXPECT_EQ(contents.samples[2].split, "");
  EXPECT_EQ(contents.trimap_source, "");
}

TEST_F(Manifest, TakesColumnsInAnyOrderAndCaseWithAByteOrderMarkAndCarriageReturns) {
  const DatasetContents contents =
      csv("\xEF\xBB\xBF Alpha,IMAGE \r\n./truth//cat.png,\"in/cat.jpg\"\r\n\r\n,in/dog.jpg");
  ASSERT_EQ(contents.samples.size(), 2U);
  EXPECT_EQ(contents.samples[0].alpha, "truth/cat.png");
  EXPECT_EQ(contents.samples[1].alpha, "");
}

TEST_F(Manifest, TakesNullBlankLinesAndAByteOrderMarkInAJsonlFile) {
  const DatasetContents contents = jsonl(
      "\xEF\xBB\xBF{\"image\": \"in/cat.jpg\", \"alpha\": null}\r\n\r\n{\"image\": "
      "\"in/dog.jpg\"}");
  ASSERT_EQ(contents.samples.size(), 2U);
  EXPECT_EQ(contents.samples[0].alpha, "");
}

TEST_F(Manifest, SharesAForegroundBetweenSamples) {
  const DatasetContents contents = csv("image,foreground\nin/cat.jpg,tom\nin/cat 2.jpg,tom\n");
  EXPECT_EQ(contents.samples.at(0).foreground, "tom");
  EXPECT_EQ(contents.samples.at(1).foreground, "tom");
}

TEST_F(Manifest, NamesLineAndFileOfAPictureThatIsNotThere) {
  EXPECT_THAT(complaint_about_csv("image,alpha\nin/cat.jpg,\nin/dog.jpg,truth/dog.png\n"),
              AllOf(HasSubstr(data_.at("manifest.csv").string() + ":3: "),
                    HasSubstr("there is no file \"truth/dog.png\"")));
  EXPECT_THAT(complaint_about_csv("image\nIn/CAT.jpg\n"), HasSubstr("there is in/cat.jpg"));
  EXPECT_THAT(complaint_about_csv("image,background\nin/cat.jpg,wall.png\n"),
              HasSubstr("there is no file \"wall.png\""));
}

TEST_F(Manifest, RefusesPathsThatLeadOutOfTheFolder) {
  EXPECT_THAT(complaint_about_csv("image\n../in/cat.jpg\n"), HasSubstr(":2: "));
  EXPECT_THAT(complaint_about_csv("image\nin/../in/cat.jpg\n"), HasSubstr("leads out"));
  EXPECT_THAT(complaint_about_csv("image\n" + data_.at("in/cat.jpg").string() + "\n"),
              HasSubstr("is no path below the folder"));
  EXPECT_THAT(complaint_about_csv("image\nin\\cat.jpg\n"), HasSubstr("with '/' between"));
  EXPECT_THAT(complaint_about_csv("image\nC:/in/cat.jpg\n"), HasSubstr("is no path below"));
}

TEST_F(Manifest, NeedsAnImageOnEveryLine) {
  EXPECT_THAT(complaint_about_csv("image,name\nin/cat.jpg,a\n,b\n"),
              HasSubstr("manifest.csv:3: no image is named"));
  EXPECT_THAT(complaint_about_csv("name\nTom\n"), HasSubstr(":2: no image is named"));
}

TEST_F(Manifest, RefusesUnknownAndDoubledColumns) {
  EXPECT_THAT(complaint_about_csv("image,alhpa\nin/cat.jpg,\n"),
              AllOf(HasSubstr("manifest.csv:1: there is no column \"alhpa\""),
                    HasSubstr("did you mean 'alpha'")));
  EXPECT_THAT(complaint_about_csv("image,Image\nin/cat.jpg,\n"),
              HasSubstr("the column \"Image\" is there twice"));
}

TEST_F(Manifest, RefusesUnknownAndDoubledKeysAndWrongKinds) {
  EXPECT_THAT(complaint_about_jsonl("\n{\"image\": \"in/cat.jpg\", \"mask\": \"\"}\n"),
              HasSubstr("manifest.jsonl:2: there is no column \"mask\""));
  EXPECT_THAT(complaint_about_jsonl(R"({"image": "in/cat.jpg", "image": "in/dog.jpg"})"),
              HasSubstr(":1: \"image\" is there twice"));
  EXPECT_THAT(complaint_about_jsonl(R"({"image": 7})"), HasSubstr(":1: image is no text"));
  EXPECT_THAT(complaint_about_jsonl(R"({"image": ["in/cat.jpg"]})"), HasSubstr("is no text"));
  EXPECT_THAT(complaint_about_jsonl(R"({"image": {"image": "in/cat.jpg"}})"),
              HasSubstr("is no text"));
  EXPECT_THAT(complaint_about_jsonl("[]"), HasSubstr(":1: this is no JSON object"));
  EXPECT_THAT(complaint_about_jsonl(std::string(100'000, '[')), HasSubstr("no JSON object"));
}

TEST_F(Manifest, NamesTheLineAndByteOfWhatIsNoJson) {
  EXPECT_THAT(complaint_about_jsonl("{\"image\": \"in/cat.jpg\"}\n{\"image\": }\n"),
              HasSubstr("manifest.jsonl:2: this is no JSON in UTF-8 at byte 11"));
  EXPECT_THAT(complaint_about_jsonl(R"({"image": "in/cat.jpg"} {})"), HasSubstr(":1: "));
}

TEST_F(Manifest, RefusesLinesWithMoreOrFewerFields) {
  EXPECT_THAT(complaint_about_csv("image,name\nin/cat.jpg\n"),
              HasSubstr(":2: there are 1 fields where the first line names 2 columns"));
  EXPECT_THAT(complaint_about_csv("image\nin/cat,jpg\n"), HasSubstr(":2: there are 2 fields"));
}

TEST_F(Manifest, RefusesBytesThatAreNoTextAndControlCharacters) {
  EXPECT_THAT(complaint_about_csv("image,category\nin/cat.jpg,caf\xE9\n"),
              HasSubstr(":2: \"caf\\xe9\" is not UTF-8"));
  EXPECT_THAT(complaint_about_csv("image,category\nin/cat.jpg,\"a\nb\"\n"),
              HasSubstr("\"a\\nb\" holds a control character"));
  fs::remove(data_.at("manifest.csv"));
  EXPECT_THAT(complaint_about_jsonl("{\"image\": \"in/cat.jpg\", \"name\": \"a\\u0000\"}"),
              HasSubstr("control character"));
}

TEST_F(Manifest, RefusesNamesThatAreThereTwiceInASplit) {
  EXPECT_THAT(complaint_about_csv("image,name\nin/cat.jpg,a\nin/dog.jpg,a\n"),
              HasSubstr(":3: the name \"a\" is already on line 2"));
  EXPECT_EQ(csv("image,name,split\nin/cat.jpg,a,x\nin/dog.jpg,a,y\n").samples.size(), 2U);
}

TEST_F(Manifest, RefusesNamesThatNoFileCanHave) {
  EXPECT_THAT(complaint_about_csv("image,name\nin/cat.jpg,a/b\n"),
              HasSubstr(":2: \"a/b\" cannot be a sample's name"));
  EXPECT_THAT(complaint_about_csv("image,name\nin/cat.jpg,..\n"), HasSubstr("cannot be"));
}

TEST_F(Manifest, NeedsASample) {
  EXPECT_THAT(complaint_about_csv(""), HasSubstr(":1: there is no line that names the columns"));
  EXPECT_THAT(complaint_about_csv("image\n"), HasSubstr("lists no sample"));
}

TEST_F(Manifest, NeedsASampleInAJsonlFileToo) {
  EXPECT_THAT(complaint_about_jsonl("\n"), HasSubstr("lists no sample"));
}

TEST_F(Manifest, GoesBeforeTheFoldersOfTheFolderLayout) {
  data_.image("images/bird.png");
  data_.alpha("alpha/bird.png");
  data_.text("Manifest.CSV", "image\nin/dog.jpg\n");
  const FileTree tree(data_.root());
  const DatasetContents contents = folder_layout().contents(tree, {});
  ASSERT_EQ(contents.samples.size(), 1U);
  EXPECT_EQ(contents.samples[0].name, "dog");
}

TEST_F(Manifest, IsRecognisedAsAFolderAndCanBeLoaded) {
  data_.text("manifest.csv", "image,alpha,trimap\nin/cat.jpg,truth/cat.png,maps/cat.png\n");
  const FileTree tree(data_.root());
  EXPECT_EQ(recognise_layout(tree).name, "folder");
  const DatasetContents contents = folder_layout().contents(tree, {"trimap"});
  const LoadedSample loaded = load(sample_of(data_.root(), contents.samples.at(0)));
  EXPECT_EQ(loaded.image.size(), cv::Size(12, 8));
}

TEST_F(Manifest, MustBeOneFile) {
  data_.text("manifest.csv", "image\nin/cat.jpg\n");
  EXPECT_THAT(complaint_about_jsonl(R"({"image": "in/cat.jpg"})"),
              HasSubstr("holds both manifest.csv and manifest.jsonl"));
}

TEST_F(Manifest, HasNoTrimapsThatItDoesNotName) {
  data_.text("manifest.csv", "image\nin/cat.jpg\n");
  const FileTree tree(data_.root());
  EXPECT_THROW(folder_layout().contents(tree, {"trimap"}), UsageError);
  EXPECT_THROW(folder_layout().contents(tree, {"usr"}), UsageError);
}

}  // namespace
}  // namespace mbench
