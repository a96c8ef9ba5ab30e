#include "datasets/sample.h"

#include <gmock/gmock.h>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "datasets/sample_facts.h"
#include "synth/composite.h"
#include "synth/pillow_resize.h"
#include "synth/trimap_from_alpha.h"
#include "tests/datasets/tiny_dataset.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

bool equal(const cv::Mat& one, const cv::Mat& other) {
  return one.size() == other.size() && one.type() == other.type() &&
         cv::norm(one, other, cv::NORM_INF) == 0;
}

/// A photograph with alpha and trimap files, all of 12 x 8 pixels.
Sample photograph(const TinyDataset& data) {
  data.image("images/cat.png");
  data.alpha("alpha/cat.png");
  data.trimap("trimaps/cat.png");
  Sample sample;
  sample.name = "cat";
  sample.image = ImageFile{data.at("images/cat.png")};
  sample.alpha = data.at("alpha/cat.png");
  sample.trimap = TrimapFile{data.at("trimaps/cat.png")};
  return sample;
}

/// A composite of 40 x 30 pixels over 25 x 50.
Sample composite(const TinyDataset& data, int max_side_px) {
  data.image("fg/cat.png", 40, 30);
  data.alpha("alpha/cat.png", 40, 30);
  data.image("bg/wood.png", 25, 50);
  Sample sample;
  sample.name = "cat_0";
  sample.image = ImageComposite{data.at("fg/cat.png"), data.at("bg/wood.png"), max_side_px};
  sample.alpha = data.at("alpha/cat.png");
  sample.trimap = TrimapMade{"ellipse:3"};
  return sample;
}

std::string complaint_about(const Sample& sample) {
  return message_of<DataError>([&] { load(sample); });
}

TEST(Load, BringsAllPartsOfAPhotographToTheSizeAskedFor) {
  const TinyDataset data;
  Sample sample = photograph(data);
  std::get<ImageFile>(sample.image).max_side_px = 6;
  const LoadedSample loaded = load(sample);
  EXPECT_EQ(sample_facts(sample).size, cv::Size(6, 4));
  const cv::Mat image = read_image(data.at("images/cat.png")).picture.pixels();
  const cv::Mat alpha = read_alpha(data.at("alpha/cat.png")).picture.pixels();
  const cv::Mat trimap = read_strict_trimap(data.at("trimaps/cat.png")).pixels();
  EXPECT_TRUE(equal(loaded.image.pixels(), pillow_resize(image, {6, 4}, PillowFilter::bicubic)));
  EXPECT_TRUE(equal(loaded.alpha->pixels(), pillow_resize(alpha, {6, 4}, PillowFilter::bicubic)));
  EXPECT_TRUE(equal(loaded.trimap.pixels(), pillow_resize(trimap, {6, 4}, PillowFilter::nearest)));
  Sample whole = sample;
  std::get<ImageFile>(whole.image).max_side_px = 0;
  EXPECT_NE(source_text(sample), source_text(whole));
}

TEST(BoundedSize, LeavesWhatIsSmallEnough) {
  EXPECT_EQ(bounded_size({1024, 700}, 1024), cv::Size(1024, 700));
  EXPECT_EQ(bounded_size({5000, 4000}, 0), cv::Size(5000, 4000));
}

TEST(BoundedSize, RoundsTheShortSideHalfUp) {
  EXPECT_EQ(bounded_size({3840, 2160}, 1024), cv::Size(1024, 576));
  EXPECT_EQ(bounded_size({1150, 700}, 1024), cv::Size(1024, 623));  // 623.3
  EXPECT_EQ(bounded_size({5, 8}, 4), cv::Size(3, 4));               // 2.5
}

TEST(BoundedSize, NeverFallsToNothing) {
  EXPECT_EQ(bounded_size({1, 5000}, 100), cv::Size(1, 100));
}

TEST(Load, ReadsAPhotographAsItsFilesAre) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  const LoadedSample loaded = load(sample);
  EXPECT_TRUE(equal(loaded.image.pixels(), read_image(data.at("images/cat.png")).picture.pixels()));
  EXPECT_TRUE(equal(loaded.alpha->pixels(), read_alpha(data.at("alpha/cat.png")).picture.pixels()));
  EXPECT_TRUE(
      equal(loaded.trimap.pixels(), read_strict_trimap(data.at("trimaps/cat.png")).pixels()));
}

TEST(Load, ReadsAPhotographWithoutGroundTruth) {
  const TinyDataset data;
  Sample sample = photograph(data);
  sample.alpha.reset();
  EXPECT_FALSE(load(sample).alpha.has_value());
}

TEST(Load, ComposesByThePublishedArithmetic) {
  const TinyDataset data;
  const LoadedSample loaded = load(composite(data, 0));
  const Alpha alpha = read_alpha(data.at("alpha/cat.png")).picture;
  const Image expected = composite_dim(read_image(data.at("fg/cat.png")).picture, alpha,
                                       read_image(data.at("bg/wood.png")).picture);
  EXPECT_TRUE(equal(loaded.image.pixels(), expected.pixels()));
  EXPECT_TRUE(equal(loaded.alpha->pixels(), alpha.pixels()));
}

TEST(Load, BringsForegroundAndAlphaToTheBoundBeforeComposing) {
  const TinyDataset data;
  const LoadedSample loaded = load(composite(data, 20));
  const auto smaller = [](const cv::Mat& pixels) {
    return pillow_resize(pixels, {20, 15}, PillowFilter::bicubic);
  };
  const Alpha alpha(smaller(read_alpha(data.at("alpha/cat.png")).picture.pixels()));
  const Image foreground(smaller(read_image(data.at("fg/cat.png")).picture.pixels()));
  const Image expected =
      composite_dim(foreground, alpha, read_image(data.at("bg/wood.png")).picture);
  EXPECT_TRUE(equal(loaded.image.pixels(), expected.pixels()));
  EXPECT_TRUE(equal(loaded.alpha->pixels(), alpha.pixels()));
}

TEST(Load, MakesTheTrimapFromTheBoundedAlpha) {
  const TinyDataset data;
  const LoadedSample loaded = load(composite(data, 20));
  const Trimap expected = trimap_from_alpha(*loaded.alpha, TrimapRecipe{3});
  EXPECT_TRUE(equal(loaded.trimap.pixels(), expected.pixels()));
}

TEST(Load, GivesTheSamePixelsEveryTime) {
  const TinyDataset data;
  const Sample sample = composite(data, 20);
  EXPECT_EQ(sha256_of_pixels(load(sample).image.pixels()),
            sha256_of_pixels(load(sample).image.pixels()));
}

TEST(Load, NamesBothFilesWhenAlphaAndImageDifferInSize) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  data.alpha("alpha/cat.png", 12, 9);
  EXPECT_THAT(complaint_about(sample),
              AllOf(HasSubstr("alpha/cat.png is 12x9"), HasSubstr("images/cat.png is 12x8")));
}

TEST(Load, NamesTheTrimapWhenItDiffersInSize) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  data.trimap("trimaps/cat.png", 8, 12);
  EXPECT_THAT(complaint_about(sample), HasSubstr("trimaps/cat.png is 8x12"));
}

TEST(Load, NamesTheForegroundWhenItsAlphaDiffersInSize) {
  const TinyDataset data;
  const Sample sample = composite(data, 20);
  data.alpha("alpha/cat.png", 30, 40);
  EXPECT_THAT(complaint_about(sample),
              AllOf(HasSubstr("alpha/cat.png is 30x40"), HasSubstr("fg/cat.png is 40x30")));
}

TEST(Load, RefusesATrimapWithOtherValues) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  write_trimap(data.at("trimaps/cat.png"), flat_trimap(12, 8, 127));
  EXPECT_THAT(complaint_about(sample),
              AllOf(HasSubstr("trimaps/cat.png"), HasSubstr("none of 0, 128 and 255")));
}

TEST(Load, NamesATruncatedFile) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  const fs::path image = data.at("images/cat.png");
  fs::resize_file(image, fs::file_size(image) / 2);
  EXPECT_THAT(complaint_about(sample), HasSubstr("images/cat.png"));
}

TEST(Load, NamesAMissingFile) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  fs::remove(data.at("alpha/cat.png"));
  EXPECT_THAT(complaint_about(sample), HasSubstr("alpha/cat.png"));
}

TEST(Load, SaysWhenThereIsNothingToMakeATrimapFrom) {
  const TinyDataset data;
  Sample sample = photograph(data);
  sample.alpha.reset();
  sample.trimap = TrimapMade{"ellipse:3"};
  EXPECT_THAT(complaint_about(sample), HasSubstr("neither a trimap nor an alpha"));
}

TEST(SourceText, StaysWhileNothingChanges) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  const std::string before = source_text(sample);
  load(sample);
  EXPECT_EQ(source_text(sample), before);
}

TEST(SourceText, ChangesWithEveryFile) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  for (const char* file : {"images/cat.png", "alpha/cat.png", "trimaps/cat.png"}) {
    const std::string before = source_text(sample);
    data.text(file, std::string("other content of ") + file);
    EXPECT_NE(source_text(sample), before) << file;
  }
}

TEST(SourceText, ChangesWithTheBoundAndTheRecipe) {
  const TinyDataset data;
  const Sample sample = composite(data, 20);
  Sample larger = sample;
  std::get<ImageComposite>(larger.image).max_side_px = 21;
  Sample wider = sample;
  wider.trimap = TrimapMade{"ellipse:5"};
  EXPECT_NE(source_text(sample), source_text(larger));
  EXPECT_NE(source_text(sample), source_text(wider));
}

TEST(SourceText, IsOneLineWhateverTheFilesAreCalled) {
  const TinyDataset data;
  data.image("images/two\nlines \"quoted\".png");
  Sample sample;
  sample.image = ImageFile{data.at("images/two\nlines \"quoted\".png")};
  sample.trimap = TrimapMade{"ellipse:3"};
  EXPECT_THAT(source_text(sample), Not(HasSubstr("\n")));
}

TEST(SourceText, NamesAMissingFile) {
  const TinyDataset data;
  const Sample sample = photograph(data);
  fs::remove(data.at("trimaps/cat.png"));
  EXPECT_THAT(message_of<DataError>([&] { source_text(sample); }), HasSubstr("trimaps/cat.png"));
}

}  // namespace
}  // namespace mbench
